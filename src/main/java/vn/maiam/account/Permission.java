package vn.maiam.account;

/** What an account may do, within the units of the grants that give it. */
public enum Permission {

	VIEW_DASHBOARD, VIEW_HOUSEHOLDS, EDIT_HOUSEHOLDS, RECORD_PROGRESS, IMPORT_HOUSEHOLDS, EXPORT_HOUSEHOLDS,
	REVEAL_CITIZEN_ID, MANAGE_PROGRAMME, VIEW_UNITS, MANAGE_ACCOUNTS, VIEW_AUDIT

}
