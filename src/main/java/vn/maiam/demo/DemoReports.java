package vn.maiam.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportService;
import vn.maiam.weeklyreport.domain.ReportingRhythm;

/**
 * The weeks of reports: most in time, some late, some missing, some returned, one
 * corrected; the last one still on its way.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoReports {

	private static final Map<String, String> OFFICERS = new TreeMap<>(DemoActors.OFFICERS);

	private static final List<String> DIFFICULTIES = List.of(
			"Mưa kéo dài, đường vào các xóm vùng cao sạt lở, khó vận chuyển vật liệu.",
			"Giá cát, gạch tăng so với dự toán; một số hộ thiếu vốn đối ứng.",
			"Thiếu thợ xây do vào vụ thu hoạch, tiến độ một số nhà chậm 5–7 ngày.",
			"Một số hộ chưa có giấy chứng nhận quyền sử dụng đất, đang chờ xác nhận của xã.");

	private static final List<String> PROPOSALS = List.of(
			"Đề nghị Sở Tài nguyên và Môi trường hướng dẫn xác nhận đất ở ổn định cho các hộ chưa có giấy chứng nhận.",
			"Đề nghị tỉnh bố trí sớm phần vốn còn lại của đợt 1.",
			"Đề nghị lực lượng quân đội, đoàn thanh niên hỗ trợ ngày công cho các hộ neo đơn.");

	private static final List<String> PLANS = List.of(
			"Hoàn thành các nhà đang ở giai đoạn hoàn thiện; khởi công các hộ đã đủ vật liệu.",
			"Kiểm tra thực địa các nhà không có cập nhật quá 7 ngày; bổ sung ảnh minh chứng còn thiếu.");

	private final ReportService reports;

	private final ReportingRhythm rhythm;

	private final JdbcClient jdbc;

	private final Random random = new Random(48);

	DemoReports(ReportService reports, ReportingRhythm rhythm, JdbcClient jdbc) {
		this.reports = reports;
		this.rhythm = rhythm;
		this.jdbc = jdbc;
	}

	/** What happens in the weeks whose cut-off lies between the two days. */
	List<Deed> deeds(LocalDate first, LocalDate today) {
		List<Deed> deeds = new ArrayList<>();
		LocalDate lastFriday = today.with(DayOfWeek.FRIDAY);
		lastFriday = lastFriday.isBefore(today) ? lastFriday : lastFriday.minusWeeks(1);
		int number = 0;
		for (LocalDate friday = first; !friday.isAfter(lastFriday); friday = friday.plusWeeks(1)) {
			week(friday, number++, friday.equals(lastFriday), deeds);
		}
		deeds.add(new Deed(DemoProvince.at(today.minusDays(1), 18), "vonhai", this::startDraft));
		return deeds;
	}

	private void week(LocalDate friday, int number, boolean last, List<Deed> deeds) {
		ReportingWeek week = ReportingWeek.of(friday);
		Instant noon = DemoProvince.at(friday, 13);
		deeds.add(new Deed(DemoProvince.at(friday.minusDays(6), 1), "admin", this.rhythm::tick));
		deeds.add(new Deed(DemoProvince.at(friday, 16).plusSeconds(5), "admin", this.rhythm::tick));
		int unit = 0;
		for (Map.Entry<String, String> office : OFFICERS.entrySet()) {
			int turn = number * 9 + unit++;
			boolean missing = turn % 23 == 11 || (last && office.getKey().equals("169"));
			boolean late = turn % 11 == 4;
			boolean returned = turn % 13 == 7 && !last;
			if (!missing) {
				Instant at = noon.plus(Duration.ofMinutes(late ? 190 + unit : 20 + this.random.nextInt(80)));
				submit(deeds, at, week, office.getKey(), office.getValue());
				decide(deeds, noon, week, office, returned, last);
			}
		}
		if (!last) {
			deeds.add(new Deed(noon.plus(Duration.ofMinutes(255)), "tinh",
					() -> this.reports.submit(week, new UnitCode("19"), text(), version(week, "19"))));
			deeds.add(new Deed(noon.plus(Duration.ofMinutes(268)), "lanhdao",
					() -> this.reports.accept(week, new UnitCode("19"), version(week, "19"))));
		}
		if (number == 4) {
			correct(deeds, DemoProvince.at(friday.plusDays(3), 9), week);
		}
	}

	private void submit(List<Deed> deeds, Instant at, ReportingWeek week, String unit, String officer) {
		deeds.add(new Deed(at, officer,
				() -> this.reports.submit(week, new UnitCode(unit), text(), version(week, unit))));
		String leader = "170".equals(unit) ? "lanhdao.vonhai" : "lanhdao";
		deeds.add(new Deed(at.plusSeconds(600), leader,
				() -> this.reports.sign(week, new UnitCode(unit), version(week, unit))));
	}

	private void decide(List<Deed> deeds, Instant noon, ReportingWeek week, Map.Entry<String, String> office,
			boolean returned, boolean last) {
		UnitCode unit = new UnitCode(office.getKey());
		Instant at = noon.plus(Duration.ofMinutes(220 + this.random.nextInt(12)));
		if (returned || (last && "171".equals(unit.value()))) {
			deeds.add(new Deed(at, "tinh", () -> this.reports.giveBack(week, unit,
					"Chưa nêu nguyên nhân các nhà chậm tiến độ; bổ sung rồi nộp lại.", version(week, unit.value()))));
			if (!last) {
				submit(deeds, at.plusSeconds(420), week, unit.value(), office.getValue());
				deeds.add(new Deed(noon.plus(Duration.ofMinutes(252)), "tinh",
						() -> this.reports.accept(week, unit, version(week, unit.value()))));
			}
		}
		else if (!(last && "170".equals(unit.value()))) {
			deeds.add(new Deed(noon.plus(Duration.ofMinutes(234 + this.random.nextInt(15))), "tinh",
					() -> this.reports.accept(week, unit, version(week, unit.value()))));
		}
	}

	private void correct(List<Deed> deeds, Instant at, ReportingWeek week) {
		UnitCode unit = new UnitCode("173");
		deeds.add(new Deed(at, "phubinh",
				() -> this.reports.correct(week, unit, "Ghi nhầm đề xuất của tuần trước", version(week, "173"))));
		submit(deeds, at.plusSeconds(900), week, "173", "phubinh");
		deeds.add(new Deed(at.plusSeconds(3600), "tinh", () -> this.reports.accept(week, unit, version(week, "173"))));
	}

	private void startDraft() {
		this.rhythm.tick();
		ReportingWeek week = this.jdbc.sql("select label from reporting_week order by opens_at desc limit 1")
			.query((row, number) -> ReportingWeek.valueOf(row.getString("label")))
			.single();
		this.reports.write(week, new UnitCode("170"), new Narrative(null, DIFFICULTIES.get(0), null, null),
				version(week, "170"));
	}

	private Narrative text() {
		boolean calm = this.random.nextInt(4) == 0;
		return new Narrative(null, calm ? null : DIFFICULTIES.get(this.random.nextInt(DIFFICULTIES.size())),
				(this.random.nextInt(3) > 0) ? null : PROPOSALS.get(this.random.nextInt(PROPOSALS.size())),
				PLANS.get(this.random.nextInt(PLANS.size())));
	}

	private int version(ReportingWeek week, String unit) {
		return this.jdbc.sql("""
				select r.version from weekly_report r join administrative_unit u on u.id = r.unit_id
				where r.week = ? and u.code = ? order by r.number desc limit 1""")
			.params(week.toString(), unit)
			.query(Integer.class)
			.single();
	}

}
