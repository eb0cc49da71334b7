package vn.maiam.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import vn.maiam.shared.Audited;
import vn.maiam.shared.Observed;

/**
 * What people look at and what is refused to them. The first is written at once; what the
 * same person does of the same kind in the minute that follows is counted and becomes one
 * line at its end.
 */
@Component
class BriefTrail {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** So many subjects of a minute stand in its line. */
	private static final int MOST_NAMED = 20;

	private final WriteTrail trail;

	private final Clock clock;

	private final Map<Key, Minute> running = new HashMap<>();

	BriefTrail(WriteTrail trail, Clock clock) {
		this.trail = trail;
		this.clock = clock;
	}

	@EventListener
	void on(Observed observed) {
		WriteTrail.Actor actor = this.trail.present();
		Key key = new Key((actor.id() != null) ? actor.id().toString() : String.valueOf(actor.address()),
				observed.action(), observed.unitId());
		Instant now = this.clock.instant();
		boolean first;
		Minute full = null;
		synchronized (this.running) {
			Minute minute = this.running.get(key);
			first = minute == null;
			if (minute == null) {
				this.running.put(key, new Minute(actor, now));
			}
			else {
				minute.count(observed);
				if (minute.named.size() == MOST_NAMED) {
					// nothing that was looked at goes unnamed
					full = minute;
					this.running.put(key, new Minute(actor, now));
				}
			}
		}
		if (full != null) {
			this.trail.write(line(observed, actor, full.named, full.times, full.rows), actor);
		}
		if (first) {
			this.trail.write(line(observed, actor, Set.of(), 1, observed.rows()), actor);
		}
	}

	@Scheduled(fixedDelay = 15_000)
	void closeMinutes() {
		close(this.clock.instant().minus(MINUTE));
	}

	/** A minute that is not over is not lost with the program that is stopped. */
	@PreDestroy
	void closeAll() {
		close(Instant.MAX);
	}

	private void close(Instant begunBefore) {
		List<Minute> over = new ArrayList<>();
		synchronized (this.running) {
			for (Iterator<Map.Entry<Key, Minute>> all = this.running.entrySet().iterator(); all.hasNext();) {
				Map.Entry<Key, Minute> each = all.next();
				Minute minute = each.getValue();
				if (!minute.begun.isAfter(begunBefore)) {
					if (minute.last == null) {
						all.remove();
					}
					else {
						over.add(minute);
						each.setValue(new Minute(minute.actor, this.clock.instant()));
					}
				}
			}
		}
		for (Minute minute : over) {
			Observed last = minute.last;
			if (last != null) {
				this.trail.write(line(last, minute.actor, minute.named, minute.times, minute.rows), minute.actor);
			}
		}
	}

	private static Audited.Fact line(Observed observed, WriteTrail.Actor actor, Set<String> named, int times,
			long rows) {
		Long unitId = (observed.unitId() != null) ? observed.unitId() : actor.unitId();
		return Audited.Fact.of(observed.action(), observed.subject(), observed.label(), unitId)
			.with("times", null, (times > 1) ? times : null)
			.with("rows", null, (rows > 0) ? rows : null)
			.with("subjects", null, (named.size() > 1) ? String.join(", ", named) : null);
	}

	/** Who, or from where, what, and of which unit: its inspector finds it there. */
	private record Key(String who, String action, @Nullable Long unitId) {
	}

	/** What somebody did of a kind since. */
	private static final class Minute {

		private final WriteTrail.Actor actor;

		private final Instant begun;

		private final Set<String> named = new LinkedHashSet<>();

		private int times;

		private long rows;

		private @Nullable Observed last;

		Minute(WriteTrail.Actor actor, Instant begun) {
			this.actor = actor;
			this.begun = begun;
		}

		void count(Observed observed) {
			this.times++;
			this.rows += observed.rows();
			this.last = observed;
			this.named.add(observed.subject().id());
		}

	}

}
