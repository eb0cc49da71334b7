package vn.maiam.household.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.Eligibility;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.photo.PhotoStore;
import vn.maiam.household.photo.Picture;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;

/** Takes the updates from the field. */
@Service
public class ProgressService {

	/** Pictures that one update may carry. */
	public static final int MOST_PHOTOS = 6;

	private final Households households;

	private final ProgressEntries entries;

	private final Photos photos;

	private final PhotoStore store;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ProgressService(Households households, ProgressEntries entries, Photos photos, PhotoStore store,
			CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.entries = entries;
		this.photos = photos;
		this.store = store;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Adds an entry with its pictures.
	 * @return the pictures' ids, in order
	 */
	@Transactional
	@Requires(Permission.RECORD_PROGRESS)
	public List<UUID> record(HouseholdCode code, RecordProgress update, List<Picture> pictures, int seenVersion) {
		Account self = this.current.require();
		Household household = this.households.require(code, self.scopeIds(Permission.RECORD_PROGRESS), seenVersion);
		Instant now = this.clock.instant();
		Progress progress = new Progress(household.kind(),
				this.entries.findByHouseholdIdOrderByPositionAscRecordedAtAsc(household.id()));
		int position = progress.place(update, LocalDate.now(this.clock));
		if (household.standing().eligibility() == Eligibility.NOT_YET && !household.stage().isStarted()
				&& update.stage().isStarted() && update.reason() == null) {
			throw new Refused("household.refused.reason-not-eligible");
		}
		ProgressEntry entry = this.entries.save(new ProgressEntry(household, position, update, self.id(), now));
		Audited.Fact fact = HouseholdService.fact("household.progress-recorded", household)
			.with("reachedOn", household.reachedOn(), update.reachedOn());
		String before = state(household);
		household.standAt(progress.with(entry), self.id(), now);
		this.events.publishEvent(Audited.of(fact.with("stage", before, state(household)).because(update.reason())));
		return pictures.stream().map((picture) -> keep(picture, entry, household, now)).toList();
	}

	private static String state(Household household) {
		return (household.halt() != null) ? household.stage() + " " + household.halt() : household.stage().name();
	}

	private UUID keep(Picture picture, ProgressEntry entry, Household household, Instant now) {
		UUID id = UUID.randomUUID();
		String key = "photos/%s/%s".formatted(id.toString().substring(0, 2), id);
		this.store.put(key + ".jpg", picture.jpeg());
		this.store.put(key + ".small.jpg", picture.thumbnail());
		this.photos.save(new Photo(id, entry, household, key, picture, now));
		return id;
	}

}
