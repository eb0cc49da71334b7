package vn.maiam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The table of what each role may ask for, written by hand, and the endpoints as they
 * are.
 */
public final class Endpoints {

	static final String ALL = "OFFICER LEADER MEMBER ADMIN LOCAL_ADMIN AUDITOR";

	static final String NOBODY_NEEDED = ALL + " ANONYMOUS";

	public static final Map<String, String> USERS = Map.of("OFFICER", "vonhai", "LEADER", "lanhdao", "MEMBER",
			"thanhvien", "ADMIN", "admin", "LOCAL_ADMIN", "quantri.vonhai", "AUDITOR", "thanhtra");

	/**
	 * Who may: the refusal of anybody else is 403, or the login page for those who have
	 * not signed in.
	 */
	public static final Map<String, String> MAY = new LinkedHashMap<>();

	static {
		MAY.put("GET /", ALL);
		MAY.put("GET /login", NOBODY_NEEDED);
		MAY.put("ANY /login/refused", NOBODY_NEEDED);
		MAY.put("GET /welcome", NOBODY_NEEDED);
		MAY.put("POST /welcome", NOBODY_NEEDED);
		MAY.put("GET /account", ALL);
		MAY.put("POST /account", ALL);
		MAY.put("GET /help", ALL);
		MAY.put("GET /help/style", ALL);
		MAY.put("GET /today", ALL);
		MAY.put("GET /dashboard", ALL);
		MAY.put("GET /households", ALL);
		MAY.put("GET /households.xlsx", "OFFICER LEADER");
		MAY.put("GET /households/new", "OFFICER");
		MAY.put("POST /households/understood", "OFFICER");
		MAY.put("POST /households/new", "OFFICER");
		MAY.put("GET /households/{code}", ALL);
		MAY.put("GET /households/{code}/edit", "OFFICER");
		MAY.put("POST /households/{code}/edit", "OFFICER");
		MAY.put("GET /households/{code}/progress", "OFFICER");
		MAY.put("POST /households/{code}/progress", "OFFICER");
		MAY.put("GET /households/{code}/eligibility", "OFFICER");
		MAY.put("POST /households/{code}/eligibility", "OFFICER");
		MAY.put("GET /households/{code}/funding", "OFFICER");
		MAY.put("POST /households/{code}/funding", "OFFICER");
		MAY.put("GET /households/{code}/citizen-id", "OFFICER");
		MAY.put("GET /households/{code}/personal-data.docx", "OFFICER");
		MAY.put("POST /households/{code}/citizen-id", "OFFICER");
		MAY.put("GET /households/identity", "OFFICER");
		MAY.put("POST /households/identity act=find", "OFFICER");
		MAY.put("POST /households/identity act=answer", "OFFICER");
		MAY.put("GET /households/progress", "OFFICER");
		MAY.put("POST /households/progress", "OFFICER");
		MAY.put("GET /households/import", "OFFICER ADMIN");
		MAY.put("POST /households/import", "OFFICER ADMIN");
		MAY.put("GET /households/import/{id}", "OFFICER ADMIN");
		MAY.put("POST /households/import/{id}", "OFFICER ADMIN");
		MAY.put("GET /households/import/{id}/refused.xlsx", "OFFICER ADMIN");
		MAY.put("GET /evidence", ALL);
		MAY.put("POST /households/{code}/evidence", "OFFICER LEADER");
		MAY.put("GET /reports", ALL);
		MAY.put("GET /reports/changes", ALL);
		MAY.put("GET /reports/{week}/{unit}", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.docx", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.xlsx", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.pdf", ALL);
		MAY.put("POST /reports/{week}/{unit} act=save", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=autosave", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=submit", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=sign", "LEADER");
		MAY.put("POST /reports/{week}/{unit} act=return", "OFFICER LEADER");
		MAY.put("POST /reports/{week}/{unit} act=accept", "OFFICER LEADER");
		MAY.put("POST /reports/{week}/{unit} act=correct", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=reopen", "OFFICER LEADER");
		MAY.put("GET /admin/settings", "ADMIN");
		MAY.put("POST /admin/settings", "ADMIN");
		MAY.put("POST /admin/programme rules[0].rule", "ADMIN");
		MAY.put("POST /admin/programme act=norm", "ADMIN");
		MAY.put("POST /admin/programme act=weights", "ADMIN");
		MAY.put("GET /photos/{id}", ALL);
		MAY.put("GET /photos/{id}/small", ALL);
		for (String open : new String[] { "GET /activate", "POST /activate", "GET /activate/{code}",
				"GET /activate/own", "POST /activate/own", "GET /login/forgotten", "POST /login/forgotten",
				"GET /push-worker.js" }) {
			MAY.put(open, NOBODY_NEEDED);
		}
		for (String own : new String[] { "GET /login/second", "POST /login/second", "GET /login/confirm",
				"POST /login/confirm", "GET /login/confirm/again", "GET /account/second-factor",
				"POST /account/second-factor act=confirm", "POST /account/second-factor act=codes",
				"POST /account/second-factor act=drop", "POST /account/second-factor act=forget-passkey",
				"POST /account act=end-session", "POST /account act=end-others", "POST /account act=accept",
				"POST /account act=decline", "POST /account act=forget-device", "GET /help/tour", "GET /members",
				"GET /help/personal-data", "GET /account/personal-data.docx" }) {
			MAY.put(own, ALL);
		}
		for (String people : new String[] { "GET /admin/invitations", "POST /admin/invitations act=withdraw",
				"POST /admin/invitations act=accept", "GET /admin/accounts", "GET /admin/accounts/new",
				"POST /admin/accounts/new", "GET /admin/accounts/{username}", "POST /admin/accounts/{username}",
				"POST /admin/accounts/{username} act=slip", "POST /admin/accounts/{username} act=lock",
				"POST /admin/accounts/{username} act=unlock", "POST /admin/accounts/{username} act=drop-factor",
				"POST /admin/accounts/{username} act=end-sessions", "POST /admin/accounts/slips",
				"POST /admin/accounts/letters", "GET /admin/accounts/{username}/rights",
				"POST /admin/accounts/{username}/rights act=grant", "POST /admin/accounts/{username}/rights act=end",
				"POST /admin/accounts/{username}/rights act=deputy", "GET /members/import", "POST /members/import",
				"GET /members/import/{id}", "POST /members/import/{id} act=check",
				"POST /members/import/{id} act=usual", "POST /members/import/{id} act=confirm",
				"GET /members/import/{id}/refused.xlsx", "GET /members/new", "POST /members/new",
				"POST /members/{id}" }) {
			MAY.put(people, "ADMIN LOCAL_ADMIN");
		}
		MAY.put("GET /members.xlsx", "OFFICER LEADER ADMIN LOCAL_ADMIN");
		for (String handover : new String[] { "GET /admin/handover", "POST /admin/handover", "GET /admin/handover/{id}",
				"GET /admin/handover/{id}/pack.zip", "GET /admin/handover/{id}/minute.docx" }) {
			MAY.put(handover, "ADMIN");
		}
		for (String data : new String[] { "GET /admin/data-requests", "GET /admin/data-requests/new",
				"POST /admin/data-requests/new", "GET /admin/data-requests/{id:[0-9]{1,15}}",
				"POST /admin/data-requests/{id:[0-9]{1,15}} act=answer",
				"POST /admin/data-requests/{id:[0-9]{1,15}} act=extend",
				"POST /admin/data-requests/{id:[0-9]{1,15}} act=close",
				"GET /admin/data-requests/{id:[0-9]{1,15}}/answer.docx", "GET /admin/incidents",
				"POST /admin/incidents", "GET /admin/incidents/{id:[0-9]{1,15}}",
				"POST /admin/incidents/{id:[0-9]{1,15}} act=step", "POST /admin/incidents/{id:[0-9]{1,15}} act=report",
				"POST /admin/incidents/{id:[0-9]{1,15}} act=close", "GET /admin/processing",
				"GET /admin/processing/register.docx", "GET /admin/processing/dossier.docx" }) {
			MAY.put(data, "OFFICER ADMIN LOCAL_ADMIN");
		}
		MAY.put("POST /admin/processing", "ADMIN");
		MAY.put("GET /admin/sign-in", "ADMIN");
		MAY.put("POST /admin/sign-in", "ADMIN");
		MAY.put("GET /admin/units", "ADMIN LOCAL_ADMIN");
		MAY.put("GET /admin/programme", ALL);
		MAY.put("POST /admin/programme", "ADMIN");
		MAY.put("GET /audit", "ADMIN AUDITOR");
		MAY.put("GET /audit.xlsx", "ADMIN AUDITOR");
		MAY.put("GET /api/v1/summary", ALL);
		MAY.put("GET /api/v1/households", ALL);
		MAY.put("GET /api/v1/reports/{week}", ALL);
		MAY.put("GET /api/v1/reports/{week}/{unit}", ALL);
		MAY.put("GET /dashboard/live", ALL);
		for (String work : new String[] { "GET /search", "GET /people", "GET /groups", "GET /groups/{code}",
				"GET /posts/{id}", "GET /tasks", "GET /tasks/{id:[0-9]{1,15}}", "GET /directives",
				"GET /directives/{id:[0-9]{1,15}}", "POST /directives/{id:[0-9]{1,15}} act=acknowledge",
				"GET /documents", "GET /documents.zip", "GET /documents/{id}", "GET /files/{id}",
				"GET /files/{id}/page/{page}", "GET /notifications", "GET /notifications/count",
				"GET /notifications/live", "GET /notifications/{id:[0-9]{1,15}}", "POST /notifications",
				"GET /account/notifications", "POST /account/notifications", "POST /account/devices act=add",
				"POST /account/devices act=remove", "POST /account/devices act=forget" }) {
			MAY.put(work, ALL);
		}
		for (String work : new String[] { "POST /posts", "POST /posts/{id} act=comment", "GET /posts/{id}/edit",
				"POST /posts/{id}/edit", "POST /posts/{id} act=remove", "POST /posts/{id} act=pin",
				"POST /posts/{id} act=react", "GET /tasks/new", "POST /tasks/new",
				"POST /tasks/{id:[0-9]{1,15}} act=begin", "POST /tasks/{id:[0-9]{1,15}} act=finish",
				"POST /tasks/{id:[0-9]{1,15}} act=drop", "POST /tasks/{id:[0-9]{1,15}} act=reopen",
				"POST /tasks/{id:[0-9]{1,15}} act=plan", "POST /tasks/{id:[0-9]{1,15}} act=tick",
				"POST /directives/{id:[0-9]{1,15}} act=finish", "GET /documents/new", "POST /documents/new",
				"GET /documents/{id}/edit", "POST /documents/{id}/edit", "POST /documents/{id} act=remove" }) {
			MAY.put(work, "OFFICER LEADER MEMBER ADMIN LOCAL_ADMIN");
		}
		for (String order : new String[] { "GET /directives/new", "POST /directives/new",
				"POST /directives/{id:[0-9]{1,15}} act=tasks", "POST /directives/{id:[0-9]{1,15}} act=remind",
				"POST /directives/{id:[0-9]{1,15}} act=withdraw" }) {
			MAY.put(order, "LEADER");
		}
		MAY.put("GET /news", NOBODY_NEEDED);
		MAY.put("GET /news/pictures/{id}/{file}", NOBODY_NEEDED);
		for (String news : new String[] { "GET /admin/news", "POST /admin/news act=set", "POST /admin/news act=tell",
				"POST /admin/news act=withdraw", "POST /admin/news act=hide", "GET /admin/news/pictures",
				"POST /admin/news/pictures" }) {
			MAY.put(news, "ADMIN");
		}
		MAY.put("GET /admin/deliveries", "ADMIN");
		MAY.put("POST /admin/deliveries", "ADMIN");
		MAY.put("GET /dashboard/meeting", ALL);
	}

	private Endpoints() {
	}

	/**
	 * An address of the endpoint for these things, by the beginning of their addresses.
	 */
	public static String path(String endpoint, Map<String, String> things) {
		String path = endpoint.split(" ")[1].replace("{id:[0-9]{1,15}}", "{id}")
			.replace("/groups/{code}", "/groups/170")
			.replace("{page}", "1")
			.replace("{file}", "before.jpg")
			.replaceAll("\\{unit(:[^}]*)?}", "170")
			.replace("{week}", things.getOrDefault("week", "2024-W48"))
			.replace("{code}", things.getOrDefault("code", "TN-999999"))
			.replace("{token}", "none")
			.replace("{username}", things.getOrDefault("username", "nobody"));
		for (Map.Entry<String, String> thing : things.entrySet()) {
			path = path.startsWith(thing.getKey()) ? path.replace("{id}", thing.getValue()) : path;
		}
		return path;
	}

	public static Set<String> of(RequestMappingHandlerMapping handlers) {
		Set<String> endpoints = new TreeSet<>();
		handlers.getHandlerMethods().forEach((mapping, handler) -> {
			if (!handler.getBeanType().getPackageName().startsWith("vn.maiam")) {
				return;
			}
			for (String pattern : mapping.getPatternValues()) {
				Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
				if (methods.isEmpty()) {
					endpoints.add("ANY " + pattern);
				}
				String condition = mapping.getParamsCondition()
					.getExpressions()
					.stream()
					.map((it) -> " " + it)
					.collect(Collectors.joining());
				methods.forEach((method) -> endpoints.add(method + " " + pattern + condition));
			}
		});
		return endpoints;
	}

}
