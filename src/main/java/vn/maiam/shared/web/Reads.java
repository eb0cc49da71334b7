package vn.maiam.shared.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler that shows what is known of people: that somebody has read it stands in the
 * trail under this action, once a minute with how often and how many rows.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reads {

	/** The action, as {@code committee.listed}. */
	String value();

}
