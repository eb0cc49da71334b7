/** Who is told what, and by which way. */
@NullMarked
package vn.maiam.notification.domain;

import org.jspecify.annotations.NullMarked;
