using System.Globalization;
using Kirana.Data;

namespace Kirana.Pipelines.Learn.Decisions;

/// <summary>What it costs to call a row of one class another: the classes in the order of a model's labels. Immutable and thread-safe.</summary>
/// <remarks>The call that is cheapest on average is the one of least expected cost (Elkan, "The foundations of cost-sensitive learning", IJCAI 2001,
/// eq. 1): right where probabilities mean what they say.</remarks>
public sealed class DecisionCosts
{
    private readonly double[] _costs;

    /// <param name="classes">K, at least 2.</param>
    /// <param name="costs">The costs (K × K), a row for each true class, finite; gains are below 0.</param>
    /// <exception cref="ArgumentException">The numbers are not K × K, or not finite.</exception>
    public DecisionCosts(int classes, IReadOnlyList<double> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (classes < 2 || costs.Count != classes * classes || costs.Any(cost => !double.IsFinite(cost)))
            throw new ArgumentException($"There are {costs.Count} costs for {classes} classes; expected {classes * classes} finite numbers.", nameof(costs));
        (Classes, _costs) = (classes, [.. costs]);
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>The cost of calling a row of one class another.</summary>
    /// <param name="truth">The class it belongs to.</param>
    /// <param name="called">The class it is called.</param>
    public double this[int truth, int called] => _costs[truth * Classes + called];

    /// <summary>All costs, row by row.</summary>
    public IReadOnlyList<double> Values => _costs;

    /// <summary>Reads costs of two classes: <c>fp=1,fn=5</c>, also <c>tp</c> and <c>tn</c>; those not named are 0.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text names something else, or a number cannot be read.</exception>
    public static DecisionCosts Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // In the order of the matrix: true class, then what it is called.
        string[] names = ["tn", "fp", "fn", "tp"];
        var costs = new double[4];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            var place = Array.IndexOf(names, pair[0].ToLowerInvariant());
            if (place < 0 || pair.Length < 2 || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out costs[place]))
                throw new ArgumentException($"The costs have '{part}'; expected fp=, fn=, tp= or tn= with a number, as in fp=1,fn=5.");
        }

        return new DecisionCosts(2, costs);
    }

    /// <summary>Reads a matrix: a header with the classes, then a line for each true class that begins with its name.</summary>
    /// <param name="lines">The lines of a CSV file.</param>
    /// <param name="labels">The classes in the model's order.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="DataException"><c>bad-cost</c>.</exception>
    public static DecisionCosts Parse(IReadOnlyList<string> lines, IReadOnlyList<string> labels, string file)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(labels);
        string[][] cells = [.. lines.Where(line => line.Trim().Length > 0).Select(line => line.Split(',', StringSplitOptions.TrimEntries))];
        var costs = new double[labels.Count * labels.Count];
        if (cells.Length != labels.Count + 1 || cells.Any(row => row.Length != labels.Count + 1))
            throw Bad($"has {cells.Length} lines; expected a header and one line for each of the classes {string.Join(", ", labels)}, with a number for each", null);
        for (var truth = 0; truth < labels.Count; truth++)
            for (var called = 0; called < labels.Count; called++)
            {
                var row = Array.FindIndex(cells, 1, own => string.Equals(own[0], labels[truth], StringComparison.Ordinal));
                var column = Array.FindIndex(cells[0], 1, own => string.Equals(own, labels[called], StringComparison.Ordinal));
                if (row < 0 || column < 0)
                    throw Bad($"has no {(row < 0 ? "line" : "column")} '{labels[row < 0 ? truth : called]}'; expected one for each of the classes {string.Join(", ", labels)}", null);
                if (!double.TryParse(cells[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out costs[truth * labels.Count + called]) || !double.IsFinite(costs[truth * labels.Count + called]))
                    throw Bad($"has '{cells[row][column]}' for '{labels[truth]}' called '{labels[called]}'; expected a number", row + 1);
            }

        return new DecisionCosts(labels.Count, costs);

        DataException Bad(string what, int? row) => new($"The costs {file} {what}.") { Code = "bad-cost", File = file, Row = row, Hint = "The first line names what a row is called, each further line begins with its true class." };
    }

    /// <summary>The class of least expected cost; the first of equals.</summary>
    /// <param name="probabilities">The probability of the second class of two, or of all K.</param>
    public int Call(ReadOnlySpan<float> probabilities)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var called = 0; called < Classes; called++)
        {
            var cost = 0.0;
            for (var truth = 0; truth < Classes; truth++)
                cost += (probabilities.Length > 1 ? probabilities[truth] : truth == 1 ? probabilities[0] : 1 - probabilities[0]) * this[truth, called];
            if (cost < least)
                (best, least) = (called, cost);
        }

        return best;
    }
}
