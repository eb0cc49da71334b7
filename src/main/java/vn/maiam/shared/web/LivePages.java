package vn.maiam.shared.web;

import vn.maiam.shared.UserId;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages to look again: that the figures of their units have moved, or that
 * there is a notice for whoever reads. Every instance listens on a connection of its own,
 * so it does not matter which of them took the entry. What is told carries nothing
 * itself, so a page that was cut off has lost nothing once it has looked again.
 */
@Component
public class LivePages implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);

	/** Pages that one instance keeps open; the others ask again by themselves. */
	private static final int MOST = 2000;

	private static final int MOST_OF_ONE = 5;

	private static final int WAIT_MILLIS = 400;

	private static final int QUIET_ROUNDS = 40;

	private static final long LONGEST = Duration.ofMinutes(15).toMillis();

	private final DataSource dataSource;

	private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

	/** Open while the application runs. */
	private volatile CountDownLatch stopped = new CountDownLatch(0);

	LivePages(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Opens a stream for somebody who watches these units, or none; null when there are
	 * too many.
	 */
	public @Nullable SseEmitter watch(UserId account, Set<Long> unitIds) {
		if (!isRunning() || this.watchers.size() >= MOST) {
			return null;
		}
		// the oldest of many pages of one account asks again by itself
		List<Watcher> own = this.watchers.stream().filter((it) -> it.account().equals(account)).toList();
		own.stream().limit(Math.max(0, own.size() - MOST_OF_ONE + 1)).forEach((it) -> it.emitter().complete());
		Watcher watcher = new Watcher(account, Set.copyOf(unitIds), new SseEmitter(LONGEST));
		watcher.emitter().onCompletion(() -> this.watchers.remove(watcher));
		watcher.emitter().onTimeout(watcher.emitter()::complete);
		watcher.emitter().onError((failure) -> this.watchers.remove(watcher));
		this.watchers.add(watcher);
		send(watcher, SseEmitter.event().comment("open").reconnectTime(3000));
		return watcher.emitter();
	}

	@Override
	public void start() {
		this.stopped = new CountDownLatch(1);
		Thread thread = new Thread(this::listen, "live-pages");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void stop() {
		this.stopped.countDown();
		this.watchers.forEach((watcher) -> watcher.emitter().complete());
	}

	@Override
	public boolean isRunning() {
		return this.stopped.getCount() > 0;
	}

	private void listen() {
		while (isRunning()) {
			try (Connection connection = this.dataSource.getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("listen figures_moved");
				statement.execute("listen noticed");
				tell(Set.of(), true);
				notice(Set.of(), true);
				hear(connection.unwrap(PGConnection.class), statement);
			}
			catch (SQLException | RuntimeException ex) {
				if (isRunning()) {
					LOG.warn("not listening to the database, trying again: {}", ex.getMessage());
				}
				if (overWithin(2)) {
					return;
				}
			}
		}
	}

	/** A connection that has died says nothing, so it is asked in quiet rounds. */
	private void hear(PGConnection connection, Statement statement) throws SQLException {
		int quiet = 0;
		while (isRunning()) {
			PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
			if (heard != null && heard.length > 0) {
				hear(heard);
				quiet = 0;
			}
			else if (++quiet >= QUIET_ROUNDS) {
				statement.execute("select 1");
				this.watchers.forEach((watcher) -> send(watcher, SseEmitter.event().comment("quiet")));
				quiet = 0;
			}
		}
	}

	private void hear(PGNotification[] heard) {
		Set<Long> units = new HashSet<>();
		Set<String> people = new HashSet<>();
		boolean allUnits = false;
		boolean everybody = false;
		for (PGNotification notification : heard) {
			List<String> named = List.of(notification.getParameter().split(","));
			if ("noticed".equals(notification.getName())) {
				people.addAll(named);
				everybody |= notification.getParameter().isEmpty();
			}
			else if (named.stream().allMatch((unit) -> unit.matches("[0-9]{1,18}"))) {
				named.forEach((unit) -> units.add(Long.valueOf(unit)));
			}
			else {
				allUnits = true;
			}
		}
		tell(units, allUnits);
		notice(people, everybody);
	}

	private void tell(Set<Long> units, boolean all) {
		for (Watcher watcher : this.watchers) {
			if (all || units.stream().anyMatch(watcher.unitIds()::contains)) {
				send(watcher, SseEmitter.event().name("moved").data(""));
			}
		}
	}

	private void notice(Set<String> people, boolean everybody) {
		for (Watcher watcher : this.watchers) {
			if (everybody || people.contains(watcher.account().toString())) {
				send(watcher, SseEmitter.event().name("noticed").data(""));
			}
		}
	}

	private void send(Watcher watcher, SseEmitter.SseEventBuilder event) {
		try {
			watcher.emitter().send(event);
		}
		catch (IOException | IllegalStateException gone) {
			this.watchers.remove(watcher);
		}
	}

	/** Waits before the database is tried again, but not when all is over. */
	private boolean overWithin(int seconds) {
		try {
			return this.stopped.await(seconds, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	private record Watcher(UserId account, Set<Long> unitIds, SseEmitter emitter) {
	}

}
