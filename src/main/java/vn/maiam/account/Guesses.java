package vn.maiam.account;

import java.time.Duration;

/**
 * Slows what could be found out by asking often: the present person's questions of a kind
 * are counted, whatever becomes of the transaction in which they are asked.
 */
public interface Guesses {

	/**
	 * Counts a question before it is answered.
	 * @param kind what is asked, as {@code citizen-id}
	 * @param most how many may be asked within the time
	 * @throws vn.maiam.shared.Refused when there were as many already
	 */
	void count(String kind, int most, Duration within);

	/**
	 * Refuses when so many were counted already; counts nothing itself.
	 * @throws vn.maiam.shared.Refused when there were as many already
	 */
	void require(String kind, int most, Duration within);

}
