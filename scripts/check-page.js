// What check-page.sh puts into a copy of a page: looks for what a reader would wince at, and writes it into the page's
// title so that `chromium --dump-dom` shows it. One line per finding.
(() => {
  const found = [];
  const say = (what, node) => {
    const words = (node.textContent || node.id || node.tagName || '').trim().replace(/\s+/g, ' ').slice(0, 60);
    const where = node.closest('section, header, nav, footer')?.id || 'page';
    found.push(`${what} in ${where}: "${words}"`);
  };
  const seen = (box) => box.width > 0.5 && box.height > 0.5 && box.right > 0 && box.bottom > 0;

  // Boxes of text: a line of a text node each.
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('title, desc, style, script, .skip')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const drawn = parent.closest('svg');
    for (const rect of range.getClientRects()) {
      if (!seen(rect)) continue;
      // A line is taller than its letters, and letters of two lines may share the space between.
      const inset = rect.height * 0.22;
      boxes.push({ parent, drawn, left: rect.left, right: rect.right, top: rect.top + inset, bottom: rect.bottom - inset });
    }
  }

  // No two texts lie on each other.
  boxes.sort((a, b) => a.top - b.top);
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
      const b = boxes[j];
      if (a.parent === b.parent) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if (wide > 1 && high > 1) say(`overlaps "${b.parent.textContent.trim().slice(0, 40)}"`, a.parent);
    }
  });

  // No text leaves its drawing, its scrolling frame on paper, or the page.
  const page = document.documentElement.clientWidth;
  for (const box of boxes) {
    if (box.drawn) {
      const edge = box.drawn.getBoundingClientRect();
      if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1 || box.top < edge.top - 1) {
        say('is cut by the edge of its drawing', box.parent);
      }
    } else if (box.right > page + 1 || box.left < -1) {
      const frame = box.parent.closest('.frame');
      const paper = document.documentElement.dataset.paper;
      if (paper || !frame || getComputedStyle(frame).overflowX === 'visible') say('runs off the page', box.parent);
    }
  }
  for (const node of document.querySelectorAll('body *:not(svg *)')) {
    const style = getComputedStyle(node);
    if (style.overflowX === 'hidden' && node.scrollWidth > node.clientWidth + 1) say('is cut', node);
  }
  for (const frame of document.querySelectorAll('.frame')) {
    if (frame.scrollWidth > frame.clientWidth + 1 && !frame.hasAttribute('tabindex')) {
      say('scrolls, but not by keyboard', frame.querySelector('caption') || frame);
    }
  }

  // Headings go down one level at a time, and there is one h1.
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`skips from h${level} to h${next}`, heading);
    level = next;
  }
  if (document.querySelectorAll('h1').length !== 1) found.push('the page has not one h1');

  // Every drawing says what it is, every table has a caption, every id is there once, every link leads somewhere.
  for (const svg of document.querySelectorAll('svg')) {
    const names = (svg.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
    const named = svg.getAttribute('aria-label') || names.some((id) => document.getElementById(id)?.textContent.trim());
    if (svg.getAttribute('aria-hidden') !== 'true' && (svg.getAttribute('role') !== 'img' || !named)) say('has no text in its place', svg);
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent.trim()) say('has no caption', table);
    if (!table.querySelector('th[scope]')) say('has no header cells with a scope', table);
  }
  const ids = new Set();
  for (const node of document.querySelectorAll('[id]')) {
    if (ids.has(node.id)) say('has the id of another', node);
    ids.add(node.id);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(link.getAttribute('href').slice(1))) say('leads nowhere', link);
  }

  // Focus goes down the page as the eye does.
  let last = -1;
  for (const node of document.querySelectorAll('a[href], [tabindex]')) {
    if (Number(node.getAttribute('tabindex') || 0) > 0) say('takes focus out of turn', node);
    if (node.matches('.skip')) continue;
    const top = node.getBoundingClientRect().top;
    const columns = node.closest('nav');
    if (!columns && top < last - 1) say('takes focus before what is above it', node);
    if (!columns) last = top;
  }

  // Text stands out from what is behind it: 4.5 to 1, or 3 to 1 where it is large (WCAG 2.2, 1.4.3).
  const rgb = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (box) => {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    window.scrollTo(0, Math.max(0, y - 200));
    const at = document.elementsFromPoint(x - window.scrollX, y - window.scrollY);
    for (const node of at) {
      if (node.tagName === 'text' || node.tagName === 'tspan') continue;
      const style = getComputedStyle(node);
      const drawn = node instanceof SVGElement && !['svg', 'g'].includes(node.tagName);
      const colour = rgb(drawn ? style.fill : style.backgroundColor);
      const opacity = drawn ? Number(style.fillOpacity) : 1;
      if (colour.length >= 3 && (colour[3] ?? 1) * opacity > 0.5) return colour;
    }
    return [255, 255, 255];
  };
  window.scrollTo(0, 0);
  for (const box of boxes) {
    const style = getComputedStyle(box.parent);
    const text = box.drawn ? style.fill : style.color;
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const halo = box.drawn && style.stroke !== 'none' && style.paintOrder.startsWith('stroke');
    const [a, b] = [light(rgb(text)), light(halo ? rgb(style.stroke) : behind(box))].sort((a, b) => b - a);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < wanted) say(`has a contrast of ${contrast.toFixed(1)} to 1`, box.parent);
  }

  const said = [...new Set(found)];
  document.title = `CHECKED ${boxes.length} texts, ${said.length} findings`;
  document.body.textContent = ['', ...said, ''].join('\n');
})();
