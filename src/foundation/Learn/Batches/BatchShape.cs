using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Batches;

/// <summary>The columns and roles of the first batch, which every other one must have.</summary>
internal sealed class BatchShape
{
    private readonly string? _weight;
    private readonly string? _group;
    private readonly string _target;
    private readonly ColumnKind _groupKind;

    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="DataException"><c>no-features</c>, or <c>wrong-kind</c>: a feature holds times.</exception>
    public BatchShape(TabularData first)
    {
        _target = first.Target?.Name ?? throw new ArgumentException("The batches have no target; say which column is to be learnt.", nameof(first));
        if (first.Features.Count == 0)
            throw new DataException("The batches have no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        (_weight, _group, _groupKind) = (first.Weight?.Name, first.Group?.Name, first.Group?.Kind ?? default);
        Features = [.. first.Features.Select(column => TableSource.Describe(column) with { Levels = [] })];
    }

    /// <summary>The features, without their levels.</summary>
    public FeatureColumn[] Features { get; }

    /// <summary>The features of a batch in the order of the first one's.</summary>
    /// <exception cref="DataException"><c>changed-columns</c>.</exception>
    public Column[] Match(TabularData batch, long before)
    {
        Role("target", _target, batch.Target?.Name, before);
        Role("weight", _weight, batch.Weight?.Name, before);
        Role("group", _group, batch.Group?.Name, before);
        if (batch.Group is { } group && group.Kind != _groupKind)
            throw Changed($"{group.Kind} in the column '{group.Name}'", $"{_groupKind}", group.Name, before);

        var sources = new Column[Features.Length];
        for (var f = 0; f < sources.Length; f++)
        {
            var name = Features[f].Name;
            sources[f] = batch.Features.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
                ?? throw Changed($"no feature '{name}'", "the columns of the first batch", name, before);
            if (sources[f] is TimeColumn || sources[f] is CategoryColumn != Features[f].IsCategorical)
                throw Changed($"{sources[f].Kind} in the column '{name}'", Features[f].IsCategorical ? "categories" : "numbers", name, before);
        }

        if (batch.Features.Count > sources.Length)
        {
            var further = batch.Features.First(column => Array.TrueForAll(Features, known => !string.Equals(known.Name, column.Name, StringComparison.Ordinal)));
            throw Changed($"a further feature '{further.Name}'", "the columns of the first batch", further.Name, before);
        }

        return sources;
    }

    private static void Role(string role, string? expected, string? found, long before)
    {
        if (!string.Equals(expected, found, StringComparison.Ordinal))
            throw Changed(found is null ? $"no {role}" : $"the {role} '{found}'", expected is null ? "none" : $"'{expected}'", expected ?? found, before);
    }

    private static DataException Changed(string found, string expected, string? column, long before) =>
        new($"The batch that begins at row {before + 1} has {found}; expected {expected}, as in the first batch.")
        {
            Code = "changed-columns", Row = before + 1, Column = column, Hint = "Give every batch the same columns, kinds and roles.",
        };
}
