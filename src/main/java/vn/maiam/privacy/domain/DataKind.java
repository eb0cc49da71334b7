package vn.maiam.privacy.domain;

import java.util.List;

import vn.maiam.account.Permission;

/**
 * What is kept about people, where, and who reads it. What it is for, how long it is kept
 * and how it is guarded stands in the messages under the constant's name.
 */
enum DataKind {

	/** Name, birth, sex, address, telephone of a householder. */
	HOUSEHOLDER(false, "household", Permission.VIEW_HOUSEHOLDS),
	/** Number of the citizen. */
	CITIZEN_ID(true, "household", Permission.REVEAL_CITIZEN_ID, "household.citizen_id_cipher"),
	/** Dân tộc. */
	ETHNICITY(true, "household", Permission.REVEAL_CITIZEN_ID, "household.ethnicity"),
	/** Free words, in which somebody may have told of an illness. */
	HEALTH(true, "progress_entry", Permission.VIEW_HOUSEHOLDS, "household.note", "household.previous_support",
			"progress_entry.note"),
	/** Pictures of houses, with place and time. */
	HOUSE_PICTURES(false, "photo", Permission.VIEW_HOUSEHOLDS),
	/** Documents and attachments, which may be pictures of papers. */
	PAPERS(true, "stored_file", Permission.VIEW_WORK, "stored_file.sha256"),
	/** Name, office, telephone, e-mail of members. */
	ACCOUNTS(false, "user_account", Permission.VIEW_MEMBERS),
	/** Who did, read and looked at what. */
	BEHAVIOUR(true, "audit_entry", Permission.VIEW_AUDIT, "audit_entry.actor_id", "household_view.account_id"),
	/** What people wrote to each other. */
	TALK(false, "post", Permission.VIEW_WORK),
	/** Requests about data, and breaches. */
	REQUESTS(false, "data_request", Permission.HANDLE_DATA_REQUESTS);

	private final boolean sensitive;

	private final String table;

	private final Permission reading;

	@SuppressWarnings("ImmutableEnumChecker") // List.of is
	private final List<String> columns;

	DataKind(boolean sensitive, String table, Permission reading, String... columns) {
		this.sensitive = sensitive;
		this.table = table;
		this.reading = reading;
		this.columns = List.of(columns);
	}

	/** Whether the law calls it sensitive. */
	boolean isSensitive() {
		return this.sensitive;
	}

	/** The table whose rows are counted. */
	String table() {
		return this.table;
	}

	/** The permission that lets it be read. */
	Permission reading() {
		return this.reading;
	}

	/** The columns that the schema marks as sensitive, as table.column. */
	List<String> columns() {
		return this.columns;
	}

}
