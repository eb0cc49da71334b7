package vn.maiam.household.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.household.evidence.EvidenceReview;
import vn.maiam.storage.FileStore;
import vn.maiam.household.photo.Picture;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;

/** Takes the updates from the field. */
@Service
public class ProgressService {

	/** Pictures that one update may carry. */
	public static final int MOST_PHOTOS = 6;

	private static final Set<PlausibilityRule> ASKED = EnumSet.complementOf(
			EnumSet.of(PlausibilityRule.SAME_PERSON, PlausibilityRule.OVER_NORM, PlausibilityRule.PHOTO_IN_FUTURE));

	private final Households households;

	private final ProgressEntries entries;

	private final Photos photos;

	private final FileStore store;

	private final EvidenceReview review;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ProgressService(Households households, ProgressEntries entries, Photos photos, FileStore store,
			EvidenceReview review, CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.entries = entries;
		this.photos = photos;
		this.store = store;
		this.review = review;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Adds an entry with its pictures.
	 * @return the pictures' ids, in order
	 * @throws Doubted when something about it is doubtful and no reason is given
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
		List<Photo> taken = pictures.stream()
			.map((picture) -> this.photos.save(new Photo(entry, household, picture, now)))
			.toList();
		household.grade(this.review.review(household.id(), ASKED, update.reason(), self.id()));
		household.standAt(progress.with(entry), self.id(), now);
		this.events.publishEvent(Audited.of(fact.with("stage", before, state(household)).because(update.reason())));
		// files last: a refused update leaves none behind
		for (int at = 0; at < taken.size(); at++) {
			this.store.put(taken.get(at).storageKey() + ".jpg", pictures.get(at).jpeg());
			this.store.put(taken.get(at).storageKey() + ".small.jpg", pictures.get(at).thumbnail());
		}
		return taken.stream().map(Photo::getId).toList();
	}

	private static String state(Household household) {
		return (household.halt() != null) ? household.stage() + " " + household.halt() : household.stage().name();
	}

}
