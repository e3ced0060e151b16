using Kirana.Data;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Adds the products of pairs of columns of numbers, behind the other columns.</summary>
/// <remarks>Scale or centre the columns before: products of numbers far from 0 say little more than their factors do. A gap in a factor is a gap in the product.
/// Immutable and thread-safe.</remarks>
public sealed record Interactions : PreparationStep
{
    /// <summary>Whether each column is also multiplied with itself; by default it is not.</summary>
    public bool Squares { get; init; }

    /// <summary>The most products, at least 1; 5,000 by default.</summary>
    public int MostProducts { get; init; } = 5_000;

    /// <exception cref="DataException"><c>too-many-columns</c>: there would be more products.</exception>
    internal override StepFit Fit(TrainingRows rows)
    {
        var chosen = Choose(rows, categorical: false);
        var count = chosen.Length * (chosen.Length + (Squares ? 1L : -1)) / 2;
        if (count > MostProducts)
            throw new DataException($"{chosen.Length} columns have {count} products; expected at most {MostProducts}.") { Code = "too-many-columns", Hint = $"Name the {nameof(Columns)} to multiply." };
        var (first, second, names) = (new List<int>(), new List<int>(), rows.NewNames(Enumerable.Range(0, rows.Width)));
        for (var i = 0; i < chosen.Length; i++)
            for (var j = Squares ? i : i + 1; j < chosen.Length; j++)
            {
                first.Add(chosen[i]);
                second.Add(chosen[j]);
            }

        return new StepFit(
            new FittedProducts(rows.Width, [.. first], [.. second]),
            [.. rows.Columns, .. first.Zip(second, (a, b) => new FeatureColumn(names.Take($"{rows.Columns[a].Name} × {rows.Columns[b].Name}"), false))]);
    }

    internal override void Check(List<string> faults)
    {
        if (MostProducts < 1)
            faults.Add($"{nameof(MostProducts)} is {MostProducts}; expected at least 1");
    }
}
