package vn.maiam.shared.web;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ValveBase;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat refuses before the application sees it looks like everything else. */
@Component
class TomcatErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.addContextCustomizers((context) -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(TomcatErrorPage.class.getName());
			}
		});
		factory.addEngineValves(new RefusedAlready());
	}

	/** A request that is refused already goes to an error page past the filters. */
	private static final class RefusedAlready extends ValveBase {

		RefusedAlready() {
			super(true);
		}

		@Override
		public void invoke(Request request, Response response) throws IOException, ServletException {
			if (response.getStatus() >= 400) {
				PageHeaders.write(response);
			}
			getNext().invoke(request, response);
		}

	}

}
