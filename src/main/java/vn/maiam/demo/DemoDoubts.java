package vn.maiam.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.household.FundingForm;
import vn.maiam.household.FundingSource;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.EvidenceService;
import vn.maiam.household.domain.FundingService;
import vn.maiam.household.domain.HouseholdDetails;
import vn.maiam.household.domain.HouseholdDetails.Householder;
import vn.maiam.household.domain.HouseholdDetails.Plan;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.photo.Darkroom;
import vn.maiam.household.photo.Picture;

/**
 * Houses that show each rule of plausibility, after what auditors found elsewhere, with
 * the reasons that officials gave, and some answers of a second person.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoDoubts {

	private static final String BEGUN = "h.stage in ('STARTED', 'FOUNDATION', 'FRAME', 'REPAIRING')";

	private final DemoActors actors;

	private final ProgressService progress;

	private final HouseholdService households;

	private final FundingService funding;

	private final EvidenceService evidence;

	private final Darkroom darkroom;

	private final JdbcClient jdbc;

	private final Random random = new Random(7);

	DemoDoubts(DemoActors actors, ProgressService progress, HouseholdService households, FundingService funding,
			EvidenceService evidence, Darkroom darkroom, JdbcClient jdbc) {
		this.actors = actors;
		this.progress = progress;
		this.households = households;
		this.funding = funding;
		this.evidence = evidence;
		this.darkroom = darkroom;
		this.jdbc = jdbc;
	}

	/** On the evening before today, when everything else has been recorded. */
	Stream<Deed> deeds(LocalDate today) {
		LocalDate day = today.minusDays(1);
		Instant evening = DemoProvince.at(day, 17);
		List<Runnable> acts = List.of(() -> tooSoon(today), () -> photoBeforeStage(day), () -> photoAlike(day),
				() -> farAway(day),
				() -> move("167", "h.stage in ('FRAME', 'ROOF')", (house) -> Stage.FOUNDATION, day,
						"Tường đổ do mưa lũ, phải làm lại từ móng"),
				() -> move("173", "h.stage in ('NOT_STARTED', 'STARTED') and h.kind = 'NEW_BUILD'",
						(house) -> Stage.FRAME, day, "Xã ghi gộp hai giai đoạn, đã kiểm tra thực địa"),
				() -> move("164", "h.stage in ('FINISHING', 'REPAIRING')", (house) -> Stage.COMPLETED, day,
						"Máy ảnh hỏng, sẽ bổ sung ảnh trong tuần"),
				this::overNorm,
				() -> move("165", "h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')",
						(house) -> house.kind().next(house.stage()), today.minusDays(70),
						"Ghi theo biên bản của xóm, biên bản ghi ngày cũ"),
				this::samePerson, this::pastDeadline, () -> photoInFuture(day), this::answers);
		return IntStream.range(0, acts.size())
			.mapToObj((at) -> new Deed(evening.plusSeconds(at * 300L), "tinh", acts.get(at)));
	}

	private void tooSoon(LocalDate today) {
		House house = pick("170", "h.kind = 'NEW_BUILD' and h.stage = 'NOT_STARTED'");
		List<Stage> track = house.kind().track();
		for (int at = 1; at < 7; at++) {
			LocalDate day = today.minusDays(13 - 2L * at);
			record(house, new RecordProgress(track.get(at), day, null, null, null,
					"Hai đội thợ làm song song, nhà lắp ghép", null, null, null, null, null),
					picture(track.get(at), day));
		}
	}

	private void photoBeforeStage(LocalDate day) {
		House house = pick("171", BEGUN);
		Stage next = house.kind().next(house.stage());
		record(house, RecordProgress.reached(next, day).because("Đồng hồ máy ảnh đặt sai ngày"),
				picture(next, day.minusDays(90)));
	}

	private void photoInFuture(LocalDate day) {
		House house = pick("172", BEGUN);
		Stage next = house.kind().next(house.stage());
		record(house, RecordProgress.reached(next, day).because("Điện thoại mới, chưa đặt lại năm"),
				picture(next, day.plusYears(1)));
	}

	private void photoAlike(LocalDate day) {
		Picture shared = picture(Stage.FRAME, day);
		for (int i = 0; i < 2; i++) {
			House house = pick("169", BEGUN);
			record(house, RecordProgress.reached(house.kind().next(house.stage()), day)
				.because("Hai nhà anh em liền kề, chụp chung"), shared);
		}
	}

	private void farAway(LocalDate day) {
		House house = pick("168", BEGUN);
		Stage next = house.kind().next(house.stage());
		record(house, new RecordProgress(next, day, null, null, null, "Cán bộ ghi sau khi về họp ở Hà Nội", null, null,
				21.0278, 105.8342, 30), picture(next, day));
	}

	private void move(String district, String state, Function<House, Stage> next, LocalDate day, String reason) {
		House house = pick(district, state);
		record(house, RecordProgress.reached(next.apply(house), day).because(reason), null);
	}

	private void overNorm() {
		House house = pick("170",
				"h.kind = 'NEW_BUILD' and h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')");
		this.funding.set(new HouseholdCode(house.code()),
				List.of(new FundingService.Line(FundingSource.DISTRICT_BUDGET, FundingForm.CASH, 20_000_000, 20_000_000,
						10_000_000),
						new FundingService.Line(FundingSource.CENTRAL_BUDGET, FundingForm.CASH, 60_000_000, 60_000_000,
								30_000_000)),
				"Huyện hỗ trợ thêm hộ neo đơn theo nghị quyết HĐND", version(house.code()));
	}

	private void samePerson() {
		List<String> neighbours = this.jdbc
			.sql("""
					select h.code from household h join administrative_unit u on u.id = h.unit_id join administrative_unit d on d.id = u.parent_id
					where d.code = '172' and h.unit_id = (select o.unit_id from household o join administrative_unit x on x.id = o.unit_id
						join administrative_unit y on y.id = x.parent_id where y.code = '172' group by 1 order by count(*) desc, 1 limit 1)
					order by h.code limit 2""")
			.query(String.class)
			.list();
		this.actors.actAs("phoyen");
		Householder one = this.households.editable(new HouseholdCode(neighbours.get(0))).details().householder();
		edit(neighbours.get(1), "Hai chị em cùng tên đệm, khác số định danh",
				(it) -> new HouseholdDetails(
						new Householder(one.fullName(), it.householder().gender(), one.birthYear(), null,
								it.householder().ethnicity(), it.householder().phone(), it.householder().members()),
						it.residence(), it.dwelling(), it.plan(), it.listing(), it.remarks()));
	}

	private void pastDeadline() {
		House house = pick("171", BEGUN);
		LocalDate deadline = this.jdbc
			.sql("select l.deadline from household h join phase_deadline l on l.phase_id = h.phase_id where h.code = ?")
			.param(house.code())
			.query(LocalDate.class)
			.single();
		edit(house.code(), "Gia đình xem tuổi, xin lùi sau Tết", (it) -> new HouseholdDetails(it.householder(),
				it.residence(), it.dwelling(), new Plan(it.plan().kind(), it.plan().plannedArea(), it.plan().estimate(),
						it.plan().builder(), it.plan().plannedStart(), deadline.plusDays(20)),
				it.listing(), it.remarks()));
	}

	/** Some of what waits longest is confirmed, some given back. */
	private void answers() {
		List<Asked> open = this.jdbc.sql("""
				select f.id, h.code from evidence_flag f join household h on h.id = f.household_id
				where f.state = 'OPEN' and f.rule = 'NO_PHOTO' order by f.raised_at limit 6""")
			.query(Asked.class)
			.list();
		for (int at = 0; at < open.size(); at++) {
			boolean confirmed = at % 3 != 2;
			this.evidence.decide(new HouseholdCode(open.get(at).code()), open.get(at).id(), confirmed, confirmed
					? "Đã kiểm tra thực địa, nhà hoàn thành đúng như ghi" : "Đề nghị bổ sung ảnh nhà hoàn thành",
					version(open.get(at).code()));
		}
	}

	private void edit(String code, String reason, java.util.function.UnaryOperator<HouseholdDetails> change) {
		HouseholdService.Editable now = this.households.editable(new HouseholdCode(code));
		this.households.edit(new HouseholdCode(code), change.apply(now.details()), null, reason, now.version());
	}

	private void record(House house, RecordProgress update, @Nullable Picture picture) {
		this.progress.record(new HouseholdCode(house.code()), update, (picture != null) ? List.of(picture) : List.of(),
				version(house.code()));
	}

	private Picture picture(Stage stage, LocalDate day) {
		return this.darkroom.develop(DemoPicture.draw(stage, this.random), true)
			.takenAt(LocalDateTime.of(day, java.time.LocalTime.NOON));
	}

	/**
	 * A house without doubts, in the district if it has one; from then on its official
	 * acts.
	 */
	private House pick(String district, String state) {
		House house = this.jdbc
			.sql("""
					select h.code, h.kind, h.stage, d.code as district from household h join administrative_unit u on u.id = h.unit_id
					join administrative_unit d on d.id = u.parent_id where h.halt is null and h.eligibility = 'ELIGIBLE'
						and not exists (select 1 from evidence_flag f where f.household_id = h.id) and\s"""
					+ state + " order by d.code <> ?, h.code limit 1")
			.param(district)
			.query(House.class)
			.single();
		this.actors.actAs(DemoActors.OFFICERS.getOrDefault(house.district(), "tinh"));
		return house;
	}

	private int version(String code) {
		return this.jdbc.sql("select version from household where code = ?").param(code).query(Integer.class).single();
	}

	record House(String code, SupportKind kind, Stage stage, String district) {
	}

	record Asked(UUID id, String code) {
	}

}
