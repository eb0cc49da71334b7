package vn.maiam.household.domain;

import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.ListWalks;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.PagePlace;

/**
 * The lists that people read, on whichever page and by the API: what is read is noted,
 * and who may not take the list away as a file cannot walk through it page by page
 * either. Not transactional, so that the note is written beside the reading.
 */
@Service
public class HouseholdLists implements HouseholdDirectory {

	/** So many lines of the list go a day without the right to export it. */
	static final int MOST_A_DAY = 500;

	private final HouseholdReader reader;

	private final ListWalks walks;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	HouseholdLists(HouseholdReader reader, ListWalks walks, CurrentAccount current, ApplicationEventPublisher events) {
		this.reader = reader;
		this.walks = walks;
		this.current = current;
		this.events = events;
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Page<HouseholdRow> list(HouseholdFilter filter, int page, int size) {
		return list(filter, PagePlace.of(page), size).listing().page();
	}

	/** A page, and how many stand at each stage, for the filter without its stage. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Shown list(HouseholdFilter filter, PagePlace place, int size) {
		Account self = this.current.require();
		HouseholdReader.Listing listing = this.reader.list(filter, place, size);
		List<HouseholdRow> rows = listing.page().rows();
		if (rows.isEmpty()) {
			return new Shown(listing, ListWalks.UNBOUNDED);
		}
		int left = this.walks.count((filter.q() != null) ? "households.found" : "households",
				Permission.EXPORT_HOUSEHOLDS, rows.stream().map(HouseholdRow::id).toList(), MOST_A_DAY);
		Unit home = self.home(Permission.VIEW_HOUSEHOLDS);
		this.events.publishEvent(new Observed("household.listed", new SubjectRef("list", "households"),
				filter.toString(), (home != null) ? home.id() : null, rows.size()));
		return new Shown(listing, left);
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public long count(HouseholdFilter filter) {
		return this.reader.count(filter);
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public HouseholdRow require(HouseholdCode code) {
		return this.reader.require(code);
	}

	/**
	 * A page of the list.
	 *
	 * @param left how many lines more the reader may see today
	 */
	public record Shown(HouseholdReader.Listing listing, int left) {
	}

}
