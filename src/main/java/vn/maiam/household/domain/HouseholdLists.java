package vn.maiam.household.domain;

import org.springframework.stereotype.Service;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.PagePlace;

/**
 * The lists that people read, on whichever page and by the API: what is read is noted,
 * and who may not take the list away as a file cannot walk through it page by page
 * either. Not transactional, so that the note is written beside the reading.
 */
@Service
public class HouseholdLists implements HouseholdDirectory {

	private final HouseholdReader reader;

	private final ShownHouseholds shown;

	HouseholdLists(HouseholdReader reader, ShownHouseholds shown) {
		this.reader = reader;
		this.shown = shown;
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Page<HouseholdRow> list(HouseholdFilter filter, int page, int size) {
		return list(filter, PagePlace.of(page), size).listing().page();
	}

	@Override
	@Requires(Permission.RECORD_PROGRESS)
	public Page<HouseholdRow> recordable(HouseholdFilter filter, int page, int size) {
		return shown(filter, this.reader.list(filter, Permission.RECORD_PROGRESS, PagePlace.of(page), size)).listing()
			.page();
	}

	/** A page, and how many stand at each stage, for the filter without its stage. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Shown list(HouseholdFilter filter, PagePlace place, int size) {
		return shown(filter, this.reader.list(filter, place, size));
	}

	private Shown shown(HouseholdFilter filter, HouseholdReader.Listing listing) {
		int left = this.shown.show((filter.q() != null) ? ShownHouseholds.FOUND : ShownHouseholds.LIST,
				listing.page().rows().stream().map(HouseholdRow::code).toList(), filter.toString());
		return new Shown(listing, left);
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public long count(HouseholdFilter filter) {
		return this.reader.count(filter);
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public boolean may(HouseholdCode code, Permission permission) {
		return this.reader.held(code).contains(permission);
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
