package vn.maiam.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.household.Eligibility;
import vn.maiam.household.FundingForm;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.Obstacle;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.Decision;
import vn.maiam.household.domain.FundingService;
import vn.maiam.household.domain.FundingService.Line;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.domain.Standing;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.household.photo.Darkroom;
import vn.maiam.household.photo.Picture;
import vn.maiam.shared.web.Show;

/**
 * Invented weeks: each house moves at its district's pace, some fall silent, some meet
 * obstacles, some are found eligible on the way. The same each time, by a fixed seed.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoProgress {

	/** How briskly each district builds; 1 takes about eleven weeks for a house. */
	private static final Map<String, Double> PACE = Map.of("164", 1.5, "165", 1.7, "172", 1.4, "167", 0.95, "168", 1.15,
			"169", 0.85, "170", 0.9, "171", 1.25, "173", 1.05);

	private static final List<String> NOTES = List.of("Tổ thợ làm đều, vật liệu đã tập kết đủ.",
			"Đoàn thanh niên xã giúp ngày công vận chuyển.", "Gia đình phấn khởi, làm cả cuối tuần.",
			"Đã nghiệm thu phần việc với trưởng xóm.", "Đường vào xóm khó, phải tăng bo vật liệu.");

	private static final List<Obstacle> OBSTACLES = List.of(Obstacle.values());

	private static final Map<IneligibleReason, String> AGENCIES = Map.of(IneligibleReason.NO_LAND,
			"Phòng Tài nguyên và Môi trường", IneligibleReason.NO_CERTIFICATE, "Văn phòng Đăng ký đất đai",
			IneligibleReason.LAND_DISPUTE, "Phòng Tài nguyên và Môi trường", IneligibleReason.LAND_PLANNING,
			"Phòng Kinh tế và Hạ tầng", IneligibleReason.NO_COUNTERPART_MONEY, "Ngân hàng Chính sách xã hội",
			IneligibleReason.UNABLE_TO_BUILD, "Ủy ban MTTQ huyện");

	private static final List<String> REASONS = List.of("Chưa kịp chụp ảnh, sẽ bổ sung",
			"Đã kiểm tra tại nhà, đúng như ghi", "Thợ làm liên tục, gia đình góp công");

	private final ProgressService progress;

	private final HouseholdService households;

	private final FundingService funding;

	private final Darkroom darkroom;

	private final JdbcClient jdbc;

	private final DemoClock clock;

	private final Random random = new Random(20241129);

	/** Pictures are painted ahead, while the days before them are lived through. */
	private final ExecutorService painters = Executors.newFixedThreadPool(2, (work) -> {
		Thread thread = new Thread(work, "painter");
		thread.setDaemon(true);
		return thread;
	});

	DemoProgress(ProgressService progress, HouseholdService households, FundingService funding, Darkroom darkroom,
			JdbcClient jdbc, DemoClock clock) {
		this.progress = progress;
		this.households = households;
		this.funding = funding;
		this.darkroom = darkroom;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** What happens to each house between the two days. */
	List<Deed> deeds(LocalDate from, LocalDate today) {
		List<Deed> deeds = new ArrayList<>();
		this.jdbc
			.sql("""
					select h.code, h.kind, h.eligibility, h.planned_start, d.code as district from household h
					join administrative_unit u on u.id = h.unit_id join administrative_unit d on d.id = u.parent_id order by h.code""")
			.query(House.class)
			.list()
			.forEach((house) -> plan(house, from, today, deeds));
		this.painters.shutdown();
		return deeds;
	}

	private void plan(House house, LocalDate from, LocalDate today, List<Deed> deeds) {
		LocalDate day = (house.plannedStart() != null && house.plannedStart().isAfter(from)) ? house.plannedStart()
				: from;
		day = day.plusDays(this.random.nextInt(9) - 2L);
		if (house.eligibility() == Eligibility.NOT_YET) {
			LocalDate decided = from.plusDays(20L + this.random.nextInt(90));
			if (this.random.nextInt(100) < 55 && decided.isBefore(today)) {
				deeds.add(deed(house, decided, () -> becomeEligible(house, decided)));
				day = day.isAfter(decided) ? day : decided.plusDays(4L + this.random.nextInt(12));
			}
			else {
				deeds.add(deed(house, from.plusDays(3L + this.random.nextInt(20)), () -> giveToAgency(house, from)));
				return;
			}
		}
		stages(house, day, today, deeds);
	}

	private void stages(House house, LocalDate start, LocalDate today, List<Deed> deeds) {
		double pace = PACE.getOrDefault(house.district(), 1.0) * (0.75 + this.random.nextDouble() * 0.5);
		boolean fallsSilent = this.random.nextInt(100) < 12;
		LocalDate day = start;
		List<Stage> track = house.kind().track();
		for (Stage stage : track.subList(1, track.size())) {
			LocalDate reached = day;
			if (!reached.isBefore(today) || (fallsSilent && stage == track.get(3))) {
				return;
			}
			boolean pictured = stage == Stage.STARTED || this.random.nextInt(100) < 70;
			Future<Picture> picture = pictured ? this.painters.submit(() -> paint(house, stage)) : null;
			deeds.add(deed(house, reached, () -> reach(house, stage, reached, picture)));
			long length = Math.round(((house.kind() == SupportKind.REPAIR) ? 9 : 13) / pace);
			if (this.random.nextInt(100) < 7) {
				LocalDate stuck = day.plusDays(length / 2);
				if (stuck.isBefore(today)) {
					deeds.add(deed(house, stuck, () -> pause(house, stage, stuck)));
					length += 8;
				}
			}
			day = day.plusDays(Math.max(3, length + this.random.nextInt(5)));
		}
	}

	private Deed deed(House house, LocalDate day, Runnable act) {
		return new Deed(DemoProvince.at(day, 7).plusSeconds(this.random.nextInt(34_000)),
				DemoActors.OFFICERS.getOrDefault(house.district(), "tinh"), true, act);
	}

	private void reach(House house, Stage stage, LocalDate day, @Nullable Future<Picture> picture) {
		Random chance = chance(house, stage);
		RecordProgress update = new RecordProgress(stage, day, null,
				(chance.nextInt(3) == 0) ? NOTES.get(chance.nextInt(NOTES.size())) : null,
				(chance.nextInt(12) == 0) ? OBSTACLES.get(chance.nextInt(OBSTACLES.size())) : null, null, null, null,
				null, null, null);
		List<Picture> pictures = (picture != null) ? List.of(taken(picture)) : List.of();
		try {
			this.progress.record(new HouseholdCode(house.code()), update, pictures, seen(house).version());
		}
		catch (Doubted doubted) {
			this.progress.record(new HouseholdCode(house.code()),
					update.because(REASONS.get(chance.nextInt(REASONS.size()))), pictures, seen(house).version());
		}
		if (stage == Stage.STARTED || stage.isCompleted()) {
			pay(house, stage);
		}
	}

	private void pause(House house, Stage stage, LocalDate day) {
		this.progress.record(new HouseholdCode(house.code()),
				new RecordProgress(stage, day, Halt.PAUSED, null, Obstacle.WEATHER,
						"Mưa lũ kéo dài, đường vào xóm sạt lở", null, null, null, null, null),
				List.of(), seen(house).version());
	}

	private void becomeEligible(House house, LocalDate day) {
		Random chance = chance(house, Stage.NOT_STARTED);
		this.households.decide(
				new HouseholdCode(house.code()), new Decision(Standing.of(Eligibility.ELIGIBLE),
						"%d/QĐ-UBND".formatted(1900 + chance.nextInt(400)), day.minusDays(1), null),
				seen(house).version());
	}

	/** Who solves it by when; for some nobody has been named yet. */
	private void giveToAgency(House house, LocalDate from) {
		Random chance = chance(house, Stage.NOT_STARTED);
		HouseholdCode code = new HouseholdCode(house.code());
		Standing now = this.jdbc.sql(
				"select eligibility, ineligible_reason, solution, agency, resolve_by, removal_reason from household where code = ?")
			.param(house.code())
			.query(Standing.class)
			.single();
		IneligibleReason reason = now.ineligibleReason();
		if (reason != null && chance.nextInt(100) < 75) {
			this.households.decide(code,
					new Decision(
							Standing.notYet(reason, now.solution(), AGENCIES.getOrDefault(reason, "UBND xã"),
									from.plusDays(40L + chance.nextInt(80))),
							"%d/TB-BCĐ".formatted(10 + chance.nextInt(80)), from, null),
					seen(house).version());
		}
	}

	/** Half when the house begins, all when it is completed. */
	private void pay(House house, Stage stage) {
		HouseholdCode code = new HouseholdCode(house.code());
		List<Line> paid = this.funding.lines(code)
			.stream()
			.filter((line) -> line.form() == FundingForm.CASH)
			.map((line) -> new Line(line.source(), line.form(), line.pledged(), line.pledged(),
					stage.isCompleted() ? line.pledged() : line.pledged() / 2))
			.toList();
		this.funding.set(code, paid, null, seen(house).version());
	}

	private Picture paint(House house, Stage stage) {
		return this.darkroom.develop(DemoPicture.draw(stage, chance(house, stage)), true);
	}

	/** What happens to a house by chance is the same each time, whoever comes first. */
	private static Random chance(House house, Stage stage) {
		return new Random((house.code() + stage).hashCode());
	}

	private Picture taken(Future<Picture> picture) {
		try {
			return picture.get().takenAt(LocalDateTime.ofInstant(this.clock.instant().minusSeconds(2400), Show.ZONE));
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Seen seen(House house) {
		return this.jdbc.sql("select version from household where code = ?")
			.param(house.code())
			.query(Seen.class)
			.single();
	}

	record House(String code, SupportKind kind, Eligibility eligibility, LocalDate plannedStart, String district) {
	}

	private record Seen(int version) {
	}

}
