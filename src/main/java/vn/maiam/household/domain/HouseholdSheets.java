package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.Eligibility;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.Obstacle;
import vn.maiam.household.RemovalReason;
import vn.maiam.household.Stage;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.web.Show;

/** The whole sheet of one household, and its pictures, within the reader's scope. */
@Service
@Transactional(readOnly = true)
public class HouseholdSheets {

	private final Households households;

	private final HouseholdReader reader;

	private final FundingService funding;

	private final EvidenceService evidence;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	HouseholdSheets(Households households, HouseholdReader reader, FundingService funding, EvidenceService evidence,
			JdbcClient jdbc, CurrentAccount current) {
		this.households = households;
		this.reader = reader;
		this.funding = funding;
		this.evidence = evidence;
		this.jdbc = jdbc;
		this.current = current;
	}

	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Sheet sheet(HouseholdCode code) {
		Household household = this.households.require(code,
				this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS));
		HouseholdRow row = this.reader.require(code);
		return new Sheet(row, this.reader.held(row.unitId()), household.details(), household.standing(),
				household.startedOn(), household.completedOn(), timeline(household), this.evidence.of(household.id()),
				this.funding.lines(code), decisions(household), household.recordedAt(),
				userName(household.recordedBy().value()));
	}

	/** One update of a household, as the one to be corrected. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public TimelineEntry entry(HouseholdCode code, UUID id) {
		Household household = this.households.require(code,
				this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS));
		return timeline(household).stream()
			.filter((entry) -> entry.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new NotFound("entry " + id));
	}

	/** Where a picture is kept, if its household lies in the reader's scope. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public PhotoKey photo(UUID photoId) {
		return this.jdbc
			.sql("""
					select p.storage_key, h.code, h.full_name, h.unit_id from photo p join household h on h.id = p.household_id where p.id = :id
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""")
			.param("id", photoId)
			.param("scope", this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS))
			.query(PhotoKey.class)
			.optional()
			.orElseThrow(() -> new NotFound("photo " + photoId));
	}

	private List<TimelineEntry> timeline(Household household) {
		Map<UUID, List<PhotoView>> photos = this.jdbc.sql(
				"select id, entry_id, taken_at, latitude, longitude, uploaded_at from photo where household_id = ? order by uploaded_at, id")
			.param(household.id())
			.query(PhotoView.class)
			.list()
			.stream()
			.collect(Collectors.groupingBy(PhotoView::entryId));
		return this.jdbc
			.sql("""
					select e.id, e.stage, e.halt, e.reached_on, e.note, e.obstacle, e.reason, e.document_no, e.latitude, e.longitude,
						e.recorded_at, a.full_name as recorded_by, e.corrects_id, n.id as corrected_by
					from progress_entry e join user_account a on a.id = e.recorded_by left join progress_entry n on n.corrects_id = e.id
					where e.household_id = ? order by e.position desc, e.recorded_at desc""")
			.param(household.id())
			.query((row, number) -> new TimelineEntry(row.getObject("id", UUID.class),
					Stage.valueOf(row.getString("stage")),
					(row.getString("halt") != null) ? Halt.valueOf(row.getString("halt")) : null,
					row.getObject("reached_on", LocalDate.class), row.getString("note"),
					(row.getString("obstacle") != null) ? Obstacle.valueOf(row.getString("obstacle")) : null,
					row.getString("reason"), row.getString("document_no"), row.getObject("latitude", Double.class),
					row.getObject("longitude", Double.class), row.getTimestamp("recorded_at").toInstant(),
					row.getString("recorded_by"), row.getObject("corrects_id") != null,
					row.getObject("corrected_by") != null,
					photos.getOrDefault(row.getObject("id", UUID.class), List.of())))
			.list();
	}

	private List<DecisionView> decisions(Household household) {
		return this.jdbc
			.sql("""
					select d.eligibility, d.ineligible_reason, d.removal_reason, d.solution, d.agency, d.resolve_by, d.document_no, d.document_date, d.note,
						d.recorded_at, a.full_name as recorded_by
					from eligibility_decision d join user_account a on a.id = d.recorded_by
					where d.household_id = ? order by d.recorded_at desc""")
			.param(household.id())
			.query(DecisionView.class)
			.list();
	}

	private String userName(UUID id) {
		return this.jdbc.sql("select full_name from user_account where id = ?").param(id).query(String.class).single();
	}

	/** Where a picture is kept, and of whose house it is. */
	public record PhotoKey(String storageKey, String code, String fullName, long unitId) {
	}

	/**
	 * Everything about one household.
	 *
	 * @param held what the reader may on it
	 */
	public record Sheet(HouseholdRow row, Set<Permission> held, HouseholdDetails details, Standing standing,
			@Nullable LocalDate startedOn, @Nullable LocalDate completedOn, List<TimelineEntry> timeline,
			List<EvidenceService.Flag> flags, List<FundingService.Line> funding, List<DecisionView> decisions,
			Instant touchedAt, String touchedBy) {

		public boolean may(Permission permission) {
			return this.held.contains(permission);
		}

		/** The open doubts, the newest first. */
		public List<EvidenceService.Flag> openFlags() {
			return this.flags.stream().filter(EvidenceService.Flag::isOpen).toList();
		}

		/** The open doubts about an update. */
		public List<EvidenceService.Flag> flagsOf(UUID entryId) {
			return openFlags().stream().filter((flag) -> entryId.equals(flag.entryId())).toList();
		}

		/** The newest picture, for the head of the sheet. */
		public @Nullable PhotoView newestPhoto() {
			return this.timeline.stream()
				.filter((entry) -> !entry.corrected())
				.flatMap((entry) -> entry.photos().stream())
				.findFirst()
				.orElse(null);
		}
	}

	/** One update, newest first. */
	public record TimelineEntry(UUID id, Stage stage, @Nullable Halt halt, LocalDate reachedOn, @Nullable String note,
			@Nullable Obstacle obstacle, @Nullable String reason, @Nullable String documentNo,
			@Nullable Double latitude, @Nullable Double longitude, Instant recordedAt, String recordedBy,
			boolean correction, boolean corrected, List<PhotoView> photos) {
	}

	/** A picture as it is listed. */
	public record PhotoView(UUID id, UUID entryId, @Nullable LocalDateTime takenAt, @Nullable Double latitude,
			@Nullable Double longitude, Instant uploadedAt) {

		/**
		 * Whether the camera's clock can be right: nothing is sent before it is taken.
		 */
		public boolean isTimely() {
			return this.takenAt == null
					|| !this.takenAt.isAfter(LocalDateTime.ofInstant(this.uploadedAt, Show.ZONE).plusDays(1));
		}
	}

	/** A decision as it is listed. */
	public record DecisionView(Eligibility eligibility, @Nullable IneligibleReason ineligibleReason,
			@Nullable RemovalReason removalReason, @Nullable String solution, @Nullable String agency,
			@Nullable LocalDate resolveBy, String documentNo, LocalDate documentDate, @Nullable String note,
			Instant recordedAt, String recordedBy) {
	}

}
