package vn.maiam.account;

import java.util.EnumSet;
import java.util.Set;

import static vn.maiam.account.Permission.EDIT_HOUSEHOLDS;
import static vn.maiam.account.Permission.EXPORT_HOUSEHOLDS;
import static vn.maiam.account.Permission.EXPORT_MEMBERS;
import static vn.maiam.account.Permission.HANDLE_DATA_REQUESTS;
import static vn.maiam.account.Permission.HAND_OVER;
import static vn.maiam.account.Permission.IMPORT_HOUSEHOLDS;
import static vn.maiam.account.Permission.ISSUE_DIRECTIVES;
import static vn.maiam.account.Permission.MANAGE_ACCOUNTS;
import static vn.maiam.account.Permission.MANAGE_PROGRAMME;
import static vn.maiam.account.Permission.MODERATE;
import static vn.maiam.account.Permission.RECORD_PROGRESS;
import static vn.maiam.account.Permission.REVEAL_CITIZEN_ID;
import static vn.maiam.account.Permission.REVIEW_EVIDENCE;
import static vn.maiam.account.Permission.REVIEW_REPORTS;
import static vn.maiam.account.Permission.SIGN_REPORTS;
import static vn.maiam.account.Permission.VIEW_AUDIT;
import static vn.maiam.account.Permission.VIEW_DASHBOARD;
import static vn.maiam.account.Permission.VIEW_HOUSEHOLDS;
import static vn.maiam.account.Permission.VIEW_MEMBERS;
import static vn.maiam.account.Permission.VIEW_REPORTS;
import static vn.maiam.account.Permission.VIEW_UNITS;
import static vn.maiam.account.Permission.VIEW_WORK;
import static vn.maiam.account.Permission.WORK;
import static vn.maiam.account.Permission.WRITE_REPORTS;

/**
 * The one table of what each role may do. A role is granted on a unit and reaches its
 * subtree.
 */
public enum Role {

	/** District or commune official: keeps the register. */
	OFFICER(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, EDIT_HOUSEHOLDS, RECORD_PROGRESS, IMPORT_HOUSEHOLDS, EXPORT_HOUSEHOLDS,
			REVEAL_CITIZEN_ID, REVIEW_EVIDENCE, VIEW_REPORTS, WRITE_REPORTS, REVIEW_REPORTS, VIEW_MEMBERS,
			EXPORT_MEMBERS, HANDLE_DATA_REQUESTS, VIEW_WORK, WORK),
	/** Provincial or district leader: watches and opens what is behind a figure. */
	LEADER(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, EXPORT_HOUSEHOLDS, REVIEW_EVIDENCE, VIEW_REPORTS, SIGN_REPORTS,
			REVIEW_REPORTS, VIEW_MEMBERS, EXPORT_MEMBERS, VIEW_WORK, WORK, MODERATE, ISSUE_DIRECTIVES),
	/** Committee member. */
	MEMBER(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, VIEW_REPORTS, VIEW_MEMBERS, VIEW_WORK, WORK),
	/** System administrator: people, programme, first lists. */
	ADMIN(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, VIEW_REPORTS, IMPORT_HOUSEHOLDS, MANAGE_PROGRAMME, VIEW_UNITS,
			MANAGE_ACCOUNTS, VIEW_MEMBERS, EXPORT_MEMBERS, HAND_OVER, VIEW_AUDIT, HANDLE_DATA_REQUESTS, VIEW_WORK, WORK,
			MODERATE),
	/** Administrator of a locality: its people. */
	LOCAL_ADMIN(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, VIEW_REPORTS, VIEW_UNITS, MANAGE_ACCOUNTS, VIEW_MEMBERS,
			EXPORT_MEMBERS, HANDLE_DATA_REQUESTS, VIEW_WORK, WORK, MODERATE),
	/** Inspector: who changed, saw or exported what. */
	AUDITOR(VIEW_DASHBOARD, VIEW_HOUSEHOLDS, VIEW_REPORTS, VIEW_MEMBERS, VIEW_AUDIT, VIEW_WORK);

	@SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
	private final Set<Permission> permissions;

	Role(Permission first, Permission... others) {
		this.permissions = EnumSet.of(first, others);
	}

	public boolean may(Permission permission) {
		return this.permissions.contains(permission);
	}

}
