package vn.maiam.shared.web;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.ResourceBundle;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/**
 * The page of what Tomcat itself refuses, as a request line that cannot be read: no page
 * of the application can be asked for then. Tomcat makes it by its name.
 */
public class TomcatErrorPage extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		ResourceBundle words = ResourceBundle.getBundle("messages/layout", Locale.ROOT);
		String known = words.containsKey("layout.error.title." + status) ? Integer.toString(status)
				: (status == 505 || status < 500) ? "400" : "500";
		PageHeaders.write(response);
		response.setContentType("text/html;charset=UTF-8");
		try {
			Writer page = response.getReporter();
			if (page != null) {
				page.write("<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\">"
						+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Mái Ấm</title>"
						+ "<link rel=\"stylesheet\" href=\"/css/mai-am.css\"></head><body class=\"plain\"><main><div class=\"card narrow\">"
						+ "<p class=\"code\">" + status + "</p><h1>" + said(words, "layout.error.title." + known)
						+ "</h1><p>" + said(words, "layout.error.next." + known)
						+ "</p><p><a class=\"button main\" href=\"/\">" + said(words, "layout.error.home")
						+ "</a></p></div></main></body></html>");
				response.finishResponse();
			}
		}
		catch (IOException ex) {
			// whoever asked is gone
		}
	}

	private static String said(ResourceBundle words, String key) {
		return HtmlUtils.htmlEscape(words.getString(key));
	}

}
