/**
 * Orders: to whom they go, who has received them, how far each addressee has come. Turns
 * them into tasks and follows those.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "subject", "document", "task" })
package vn.maiam.directive;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
