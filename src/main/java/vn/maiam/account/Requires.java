package vn.maiam.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.security.access.prepost.PreAuthorize;

/**
 * The caller must hold the permission on some unit; on which one is asked by the query's
 * scope. On a service it guards the method; on a controller the security chain reads it
 * and refuses every handler that carries neither this nor {@link OpenToAll} nor
 * {@link SignedIn}.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAuthority('{value}')")
public @interface Requires {

	Permission value();

}
