/** Pages of the weekly report. */
@NullMarked
package vn.maiam.weeklyreport.web;

import org.jspecify.annotations.NullMarked;
