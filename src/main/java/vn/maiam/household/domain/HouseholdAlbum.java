package vn.maiam.household.domain;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdPictures;
import vn.maiam.shared.NotFound;
import vn.maiam.storage.FileStore;

@Service
@Transactional(readOnly = true)
class HouseholdAlbum implements HouseholdPictures {

	private final HouseholdDirectory households;

	private final FileStore store;

	private final JdbcClient jdbc;

	HouseholdAlbum(HouseholdDirectory households, FileStore store, JdbcClient jdbc) {
		this.households = households;
		this.store = store;
		this.jdbc = jdbc;
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public List<Shot> of(HouseholdCode code) {
		return this.jdbc.sql("""
				select p.id, e.stage, p.uploaded_at from photo p join progress_entry e on e.id = p.entry_id
				where p.household_id = ? order by p.uploaded_at, p.id""")
			.param(this.households.require(code).id())
			.query(Shot.class)
			.list();
	}

	@Override
	public byte[] approved(UUID photo, boolean small) {
		String key = this.jdbc.sql("select storage_key from photo where id = ?")
			.param(photo)
			.query(String.class)
			.optional()
			.orElseThrow(() -> new NotFound("photo " + photo));
		return this.store.read(key + (small ? ".small.jpg" : ".jpg"));
	}

}
