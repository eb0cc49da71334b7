package vn.maiam;

import com.icegreen.greenmail.util.ServerSetup;

/** A mail server for tests. */
public final class TestMail {

	private TestMail() {
	}

	/**
	 * On a port that is free, with a minute to start: the two seconds that it has
	 * otherwise are little on a machine at work.
	 */
	public static ServerSetup anyPort() {
		ServerSetup setup = new ServerSetup(0, "127.0.0.1", "smtp");
		setup.setServerStartupTimeout(60_000);
		return setup;
	}

}
