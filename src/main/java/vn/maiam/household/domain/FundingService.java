package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.FundingForm;
import vn.maiam.household.FundingSource;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.household.evidence.EvidenceReview;
import vn.maiam.shared.Audited;

/**
 * The money and labour behind a house, by source and form. A line never disappears; it
 * goes to zero.
 */
@Service
public class FundingService {

	private final Households households;

	private final EvidenceReview review;

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	FundingService(Households households, EvidenceReview review, JdbcClient jdbc, JdbcTemplate batches,
			CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.review = review;
		this.jdbc = jdbc;
		this.batches = batches;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	@Requires(Permission.VIEW_HOUSEHOLDS)
	@Transactional(readOnly = true)
	public List<Line> lines(HouseholdCode code) {
		Household household = this.households.require(code,
				this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS));
		return lines(household);
	}

	/**
	 * Sets the lines that are given; the others stay.
	 * @throws Doubted when the money is over the norm and no reason is given
	 */
	@Transactional
	@Requires(Permission.EDIT_HOUSEHOLDS)
	public void set(HouseholdCode code, List<Line> next, @Nullable String reason, int seenVersion) {
		Account self = this.current.require();
		Household household = this.households.require(code, self.scopeIds(Permission.EDIT_HOUSEHOLDS), seenVersion);
		Instant now = this.clock.instant();
		List<Line> before = lines(household);
		household.touch(self.id(), now);
		Audited.Fact fact = HouseholdService.fact("household.funded", household);
		List<Line> changed = new ArrayList<>();
		for (Line line : next) {
			Line old = before.stream()
				.filter(line::isSameLine)
				.findFirst()
				.orElse(new Line(line.source(), line.form(), 0, 0, 0));
			if (!line.equals(old)) {
				changed.add(line);
				fact = fact.with(line.source() + " " + line.form(), old.amounts(), line.amounts());
			}
		}
		write(household, changed, now);
		household.grade(this.review.review(household.id(), Set.of(PlausibilityRule.OVER_NORM), reason, self.id()));
		this.events.publishEvent(Audited.of(fact.because(reason)));
	}

	private List<Line> lines(Household household) {
		return this.jdbc.sql(
				"select source, form, pledged, allocated, disbursed from funding_line where household_id = ? order by source, form")
			.param(household.id())
			.query(Line.class)
			.list();
	}

	private void write(Household household, List<Line> lines, Instant now) {
		this.batches.batchUpdate(
				"""
						insert into funding_line (household_id, source, form, pledged, allocated, disbursed, recorded_at)
						values (?, ?, ?, ?, ?, ?, ?)
						on conflict (household_id, source, form) do update set pledged = excluded.pledged, allocated = excluded.allocated,
							disbursed = excluded.disbursed, recorded_at = excluded.recorded_at""",
				lines.stream()
					.map((line) -> new Object[] { household.id(), line.source().name(), line.form().name(),
							line.pledged(), line.allocated(), line.disbursed(), Timestamp.from(now) })
					.toList());
	}

	/** Whole đồng; days where the form is labour. */
	public record Line(FundingSource source, FundingForm form, long pledged, long allocated, long disbursed) {

		boolean isSameLine(Line other) {
			return this.source == other.source && this.form == other.form;
		}

		String amounts() {
			return this.pledged + "/" + this.allocated + "/" + this.disbursed;
		}
	}

}
