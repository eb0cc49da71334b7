package vn.maiam.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

import javax.imageio.ImageIO;

import vn.maiam.household.Stage;

/** A drawn house at a stage: hills, sky, a yard, and as much of the house as stands. */
final class DemoPicture {

	private static final int WIDTH = 960;

	/** Drawn at 960×720, kept at two fifths. */
	private static final double SCALE = 0.4;

	private static final int HEIGHT = 720;

	private DemoPicture() {
	}

	static byte[] draw(Stage stage, Random random) {
		BufferedImage image = new BufferedImage((int) (WIDTH * SCALE), (int) (HEIGHT * SCALE),
				BufferedImage.TYPE_INT_RGB);
		Graphics2D g = image.createGraphics();
		g.scale(SCALE, SCALE);
		// each photographer stands somewhere else
		double near = 1 + random.nextDouble() * 0.45;
		g.translate(-random.nextInt((int) (WIDTH * (near - 1)) + 1), -random.nextInt((int) (HEIGHT * (near - 1)) + 1));
		g.scale(near, near);
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		float hue = 0.5f + random.nextFloat() * 0.1f;
		g.setPaint(new GradientPaint(0, 0, Color.getHSBColor(hue, 0.35f, 0.95f), 0, 430, new Color(245, 240, 228)));
		g.fillRect(0, 0, WIDTH, HEIGHT);
		hill(g, random, 300, new Color(122, 158, 140));
		hill(g, random, 360, new Color(92, 134, 104));
		g.setColor(new Color(186, 154, 112));
		g.fillRect(0, 470, WIDTH, HEIGHT - 470);
		g.setColor(new Color(171, 138, 96));
		for (int i = 0; i < 260; i++) {
			g.fillOval(random.nextInt(WIDTH), 475 + random.nextInt(240), 3 + random.nextInt(12), 2 + random.nextInt(5));
		}
		trees(g, random);
		house(g, stage, random);
		g.dispose();
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			ImageIO.write(image, "jpg", out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void hill(Graphics2D g, Random random, int top, Color color) {
		Polygon hill = new Polygon();
		hill.addPoint(0, 480);
		for (int x = 0; x <= WIDTH; x += 80) {
			hill.addPoint(x, top + random.nextInt(110));
		}
		hill.addPoint(WIDTH, 480);
		g.setColor(color);
		g.fillPolygon(hill);
	}

	/** Trees behind the house: no two places look alike. */
	private static void trees(Graphics2D g, Random random) {
		for (int i = 0; i < 3 + random.nextInt(6); i++) {
			int size = 70 + random.nextInt(170);
			int x = random.nextInt(WIDTH);
			int foot = 455 + random.nextInt(60);
			g.setColor(new Color(96, 72, 48));
			g.fillRect(x - 5, foot - size / 2, 10, size / 2);
			g.setColor(new Color(30 + random.nextInt(60), 85 + random.nextInt(70), 40 + random.nextInt(40)));
			g.fillOval(x - size / 3, foot - size - 10, size * 2 / 3, size * 3 / 4);
		}
	}

	private static void house(Graphics2D g, Stage stage, Random random) {
		int left = 220 + random.nextInt(120);
		int width = 420 + random.nextInt(100);
		int floor = 560;
		int wall = 190 + random.nextInt(30);
		g.setColor(new Color(150, 147, 142));
		g.fillRect(left - 20, floor, width + 40, 26);
		if (stage == Stage.STARTED) {
			g.setColor(new Color(120, 96, 66));
			g.fillRect(left, floor + 6, width, 14);
			return;
		}
		if (stage == Stage.FOUNDATION) {
			return;
		}
		boolean plastered = stage.isCompleted() || stage == Stage.FINISHING || stage == Stage.REPAIRING;
		g.setColor(plastered ? Color.getHSBColor(0.1f + random.nextFloat() * 0.06f, 0.25f, 0.95f)
				: new Color(178, 98, 70));
		g.fillRect(left, floor - wall, width, wall);
		if (!plastered) {
			g.setColor(new Color(150, 76, 52));
			for (int y = floor - wall; y < floor; y += 14) {
				g.drawLine(left, y, left + width, y);
			}
		}
		g.setColor(stage.isCompleted() ? new Color(104, 66, 40) : new Color(60, 48, 40));
		g.fillRect(left + width / 2 - 36, floor - 130, 72, 130);
		g.fillRect(left + 50, floor - 135, 80, 70);
		g.fillRect(left + width - 130, floor - 135, 80, 70);
		if (stage == Stage.FRAME) {
			g.setStroke(new BasicStroke(7));
			g.setColor(new Color(136, 108, 70));
			for (int x = left + 20; x < left + width; x += 90) {
				g.drawLine(x, floor - wall, x, floor - wall - 80);
			}
			return;
		}
		Polygon roof = new Polygon(new int[] { left - 35, left + width + 35, left + width - 50, left + 50 },
				new int[] { floor - wall, floor - wall, floor - wall - 110, floor - wall - 110 }, 4);
		g.setColor(Color.getHSBColor(0.02f, 0.6f + random.nextFloat() * 0.2f, 0.62f));
		g.fillPolygon(roof);
	}

}
