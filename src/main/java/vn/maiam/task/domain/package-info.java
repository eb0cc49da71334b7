/** Tasks and the rhythm that makes and closes some of them. */
@NullMarked
package vn.maiam.task.domain;

import org.jspecify.annotations.NullMarked;
