package vn.maiam.household.domain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import vn.maiam.account.Guesses;
import vn.maiam.shared.Observed;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * Forms that came with a citizen id and were refused, for whatever reason: what nothing
 * else keeps is counted and in the trail, or ids could be tried out by forms that are
 * never saved.
 */
@Component
public class RefusedIds {

	private static final String KIND = "citizen-id-refused";

	private static final int MOST = 60;

	private static final Duration WITHIN = Duration.ofHours(1);

	private final Guesses guesses;

	private final ApplicationEventPublisher events;

	RefusedIds(Guesses guesses, ApplicationEventPublisher events) {
		this.guesses = guesses;
		this.events = events;
	}

	/** Refuses a form with an id when many were refused within the hour. */
	public void requireFew(@Nullable String typed) {
		if (typed != null) {
			this.guesses.require(KIND, MOST, WITHIN);
		}
	}

	public void note(@Nullable String typed, Refused why) {
		CitizenId.read(typed).ifPresent((id) -> {
			this.events.publishEvent(new Observed("household.citizen-id-refused",
					new SubjectRef("household", id.masked()), why.key(), null));
			if (!why.key().startsWith("account.refused.")) {
				this.guesses.count(KIND, MOST + 1, WITHIN);
			}
		});
	}

}
