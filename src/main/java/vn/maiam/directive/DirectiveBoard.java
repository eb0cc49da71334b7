package vn.maiam.directive;

import java.util.List;

/** Orders as others show them. */
public interface DirectiveBoard {

	/** What an order is called; for whoever knows of it already. */
	String titleOf(long id);

	/** What the person present has still to receive, the most urgent first. */
	List<DirectiveLine> waiting(int most);

	/** What was issued by the own units and is not done everywhere, the newest first. */
	List<DirectiveLine> running(int most);

}
