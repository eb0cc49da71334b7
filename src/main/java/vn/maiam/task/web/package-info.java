/** Lists, the board and one task's page. */
@NullMarked
package vn.maiam.task.web;

import org.jspecify.annotations.NullMarked;
