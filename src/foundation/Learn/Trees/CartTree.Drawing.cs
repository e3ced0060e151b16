using System.Globalization;
using System.Security;
using System.Text;

namespace Kirana.Learn.Trees;

public sealed partial class CartTree
{
    private const int LineHeight = 16;
    private const int CharacterWidth = 7;
    private const int BoxHeight = 2 * LineHeight + 8;
    private const int LevelHeight = BoxHeight + 36;
    private const int Gap = 12;

    /// <summary>The tree as a picture: a box for each node with its test, or its prediction and rows; rows for which the test holds go left.</summary>
    /// <param name="digits">The significant digits of numbers, 1 to 9; 4 by default.</param>
    /// <returns>An SVG document without scripts or outside parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> lies outside.</exception>
    public string ToSvg(int digits = 4)
    {
        CheckDigits(digits);
        string[][] lines = [.. Enumerable.Range(0, Tree.Nodes).Select(node => Lines(node, digits))];
        var box = Math.Max(60, lines.Max(own => own.Max(line => line.Length)) * CharacterWidth + 16);
        var (x, depth) = Place(box + Gap);
        var (width, height) = (Tree.Leaves * (box + Gap) + Gap, (depth.Max() + 1) * LevelHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ")
            .Append("font-family=\"sans-serif\" font-size=\"12\" text-anchor=\"middle\">\n");
        for (var node = 0; node < Tree.Nodes; node++)
            if (!Tree.IsLeaf(node))
                for (var side = 0; side < 2; side++)
                    DrawEdge(svg, x[node], depth[node], x[Tree.Left[node] + side], side == 0 ? "yes" : "no");
        for (var node = 0; node < Tree.Nodes; node++)
            DrawBox(svg, x[node], depth[node] * LevelHeight + 4, box, Tree.IsLeaf(node) ? "#e3f1e3" : "#eef2f8", lines[node]);
        return svg.Append("</svg>\n").ToString();
    }

    private string[] Lines(int node, int digits)
    {
        var predicted = Predicted(node, digits);
        var at = predicted.LastIndexOf('(');
        return Tree.IsLeaf(node) ? [predicted[..(at - 1)], predicted[(at + 1)..^1]] : [Test(node, left: true, digits), predicted[(at + 1)..^1]];
    }

    /// <summary>Leaves stand side by side, splits above the middle of their children.</summary>
    private (double[] X, int[] Depth) Place(int step)
    {
        var (x, depth, leaves) = (new double[Tree.Nodes], new int[Tree.Nodes], 0);
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
            if (Tree.IsLeaf(node))
            {
                x[node] = (leaves++ + 0.5) * step + Gap / 2.0;
            }
            else
            {
                var left = Tree.Left[node];
                depth[left] = depth[left + 1] = depth[node] + 1;
                open.Push(left + 1);
                open.Push(left);
            }

        // Children stand behind their parent.
        for (var node = Tree.Nodes - 1; node >= 0; node--)
            if (!Tree.IsLeaf(node))
                x[node] = (x[Tree.Left[node]] + x[Tree.Left[node] + 1]) / 2;
        return (x, depth);
    }

    private static void DrawEdge(StringBuilder svg, double x, int depth, double childX, string label)
    {
        var (from, to) = (depth * LevelHeight + 4 + BoxHeight, (depth + 1) * LevelHeight + 4);
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:F1}\" y1=\"{from}\" x2=\"{childX:F1}\" y2=\"{to}\" stroke=\"#8a94a3\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"{(x + childX) / 2:F1}\" y=\"{(from + to) / 2 + 4}\" fill=\"#5a6472\">{label}</text>\n");
    }

    private static void DrawBox(StringBuilder svg, double x, int y, int width, string fill, string[] lines)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x - width / 2.0:F1}\" y=\"{y}\" width=\"{width}\" height=\"{BoxHeight}\" rx=\"5\" fill=\"{fill}\" stroke=\"#8a94a3\"/>\n");
        for (var i = 0; i < lines.Length; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y + (i + 1) * LineHeight + 2}\">{SecurityElement.Escape(lines[i])}</text>\n");
    }
}
