using System.Globalization;
using System.Text;

namespace Kirana.Learn.Trees;

public sealed partial class CartTree
{
    /// <summary>The tree as indented text: a line for each branch, and for each leaf what it predicts and how many rows it has.</summary>
    /// <param name="digits">The significant digits of numbers, 1 to 9; 4 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> lies outside.</exception>
    public string ToText(int digits = 4)
    {
        CheckDigits(digits);
        var text = new StringBuilder();
        Write(text, 0, 0, digits);
        return text.ToString();
    }

    /// <summary>The tree as rules, one line for each leaf: all that must hold, then what is predicted.</summary>
    /// <param name="digits">The significant digits of numbers, 1 to 9; 4 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> lies outside.</exception>
    public IReadOnlyList<string> ToRules(int digits = 4)
    {
        CheckDigits(digits);
        var rules = new List<string>();
        AddRules(rules, 0, [], digits);
        return rules;
    }

    private void Write(StringBuilder text, int node, int depth, int digits)
    {
        var indent = new StringBuilder().Insert(0, "|   ", depth).ToString();
        if (Tree.IsLeaf(node))
        {
            text.Append(indent).Append(Predicted(node, digits)).Append('\n');
            return;
        }

        foreach (var left in new[] { true, false })
        {
            text.Append(indent).Append(Test(node, left, digits)).Append('\n');
            Write(text, Tree.Left[node] + (left ? 0 : 1), depth + 1, digits);
        }
    }

    private void AddRules(List<string> rules, int node, string[] tests, int digits)
    {
        if (Tree.IsLeaf(node))
        {
            rules.Add($"{(tests.Length == 0 ? "always" : "if " + string.Join(" and ", tests))}: {Predicted(node, digits)}");
            return;
        }

        AddRules(rules, Tree.Left[node], [.. tests, Test(node, true, digits)], digits);
        AddRules(rules, Tree.Left[node] + 1, [.. tests, Test(node, false, digits)], digits);
    }

    private string Test(int node, bool left, int digits)
    {
        var (name, threshold) = (FeatureNames[Tree.Feature[node]], Tree.Threshold[node]);
        if (Tree.IsCategorical(node))
            return $"{name} {(left ? "in" : "not in")} {{{Levels(node)}}}{(Tree.MissingLeft(node) == left ? " or missing" : "")}";
        if (float.IsPositiveInfinity(threshold))
            return left ? $"{name} is present" : $"{name} is missing";
        return $"{name} {(left ? "<=" : ">")} {Number(threshold, digits)}{(Tree.MissingLeft(node) == left ? " or missing" : "")}";
    }

    private string Levels(int node)
    {
        var levels = Columns[Tree.Feature[node]].Levels;
        return string.Join(", ", Tree.Categories(node).ToArray().Select(code => code < levels.Length ? levels[code] : code.ToString(CultureInfo.InvariantCulture)));
    }

    private string Predicted(int node, int digits)
    {
        var own = _predictions.AsSpan(node * Outputs, Outputs);
        var rows = $"({Tree.Rows[node]} rows)";
        if (_labels.Length == 0)
            return $"{Number(own[0], digits)} {rows}";
        var best = 0;
        for (var k = 1; k < own.Length; k++)
            best = own[k] > own[best] ? k : best;
        return $"{_labels[best]} {Number(own[best], digits)} {rows}";
    }

    private static string Number(float number, int digits) => number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void CheckDigits(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 9);
    }
}
