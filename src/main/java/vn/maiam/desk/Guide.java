package vn.maiam.desk;

import java.util.Locale;

import vn.maiam.account.Permission;

/**
 * A short guide with a picture that is made from the program itself; the names are those
 * of the pictures and of the words.
 */
enum Guide {

	TODAY(Permission.VIEW_WORK), PROGRESS(Permission.RECORD_PROGRESS), REPORT(Permission.WRITE_REPORTS),
	RECEIVE(Permission.VIEW_WORK), TASK(Permission.WORK), TALK(Permission.WORK), DOCUMENT(Permission.VIEW_WORK),
	FIND(Permission.VIEW_WORK), NOTICE(Permission.VIEW_WORK), DASHBOARD(Permission.VIEW_DASHBOARD),
	ORDER(Permission.ISSUE_DIRECTIVES), ACCOUNT(Permission.MANAGE_ACCOUNTS), TRAIL(Permission.VIEW_AUDIT);

	private final Permission permission;

	Guide(Permission permission) {
		this.permission = permission;
	}

	/** Whom it is for: whoever may do it. */
	public Permission permission() {
		return this.permission;
	}

	public String picture() {
		return "/img/help/" + name().toLowerCase(Locale.ROOT) + ".jpg";
	}

}
