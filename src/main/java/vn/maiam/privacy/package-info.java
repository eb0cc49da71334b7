/**
 * What people ask about their own data, breaches of it, and the register of what is
 * processed, as the law on personal data wants them kept. Watches the others; nobody uses
 * it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "paper", "subject" })
package vn.maiam.privacy;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
