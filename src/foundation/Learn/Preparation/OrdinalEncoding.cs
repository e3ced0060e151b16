using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>Puts a number in the place of a category: 0, 1, 2, … in a given order, or in the ordinal order of the texts.</summary>
/// <remarks>The numbers go behind the other columns. Gaps and categories without a place stay gaps, to be imputed by a later step. Immutable and
/// thread-safe.</remarks>
public sealed record OrdinalEncoding : PreparationStep
{
    /// <summary>The categories of columns in their order, by the column's name; those of columns not named here are in the order of their texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Orders { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    internal override StepFit Fit(TrainingRows rows)
    {
        var encoded = Choose(rows, categorical: true);
        int[] kept = [.. Enumerable.Range(0, rows.Width).Except(encoded)];
        var values = Array.ConvertAll(encoded, f => Values(rows.Columns[f]));
        return new StepFit(
            new FittedCategoryValues(rows.Width, kept, encoded, 1, values),
            [.. kept.Select(f => rows.Columns[f]), .. encoded.Select(f => new FeatureColumn(rows.Columns[f].Name, false))]);
    }

    internal override void Check(List<string> faults)
    {
        foreach (var (name, order) in Orders)
            if (order.Distinct(StringComparer.Ordinal).Count() != order.Count)
                faults.Add($"{nameof(Orders)} has a category of '{name}' twice");
    }

    private float[] Values(FeatureColumn column)
    {
        IReadOnlyList<string> order = Orders.GetValueOrDefault(column.Name) ?? column.Levels;
        var places = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var place = 0; place < order.Count; place++)
            places[order[place]] = place;
        return [.. column.Levels.Select(level => places.GetValueOrDefault(level, float.NaN)), float.NaN, float.NaN];
    }
}
