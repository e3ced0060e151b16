using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>A preparation that has learnt its steps. Immutable and thread-safe.</summary>
public sealed partial class FittedPreparation
{
    private readonly RawColumns _raw;
    private readonly FittedStep[] _steps;
    private readonly FeatureColumn[] _prepared;
    private readonly int _widest;

    internal FittedPreparation(RawColumns raw, FittedStep[] steps, FeatureColumn[] prepared)
    {
        (_raw, _steps, _prepared) = (raw, steps, prepared);
        _widest = Math.Max(raw.Columns.Length, steps.Length == 0 ? 0 : steps.Max(step => step.Width));
        PreparedNames = Array.ConvertAll(prepared, column => column.Name).AsReadOnly();
    }

    /// <summary>The numbers p of a raw row: one for each raw column, but for a hashed text as many as its <see cref="TextHashing.Width"/>.</summary>
    public int Features => _raw.Columns.Length;

    /// <summary>The names and kinds of the raw columns.</summary>
    public Schema Schema => _raw.Schema;

    /// <summary>The number of features q of a prepared row.</summary>
    public int Width => _prepared.Length;

    /// <summary>The names of the prepared features (q).</summary>
    public ReadOnlyCollection<string> PreparedNames { get; }

    internal FeatureColumn[] Prepared => _prepared;

    /// <summary>The raw features of a table as rows.</summary>
    /// <param name="table">A table with the raw columns, and perhaps others.</param>
    /// <returns>The features (n × p), row by row: numbers as they are, texts as codes, NaN where missing; a text that was not seen in the fit has
    /// the code behind the last one.</returns>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _raw.Encode(table);
    }

    /// <summary>Prepares rows. Allocates nothing.</summary>
    /// <param name="rows">Raw rows (n × p), row by row.</param>
    /// <param name="prepared">Takes the prepared rows (n × q).</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public void Prepare(ReadOnlySpan<float> rows, Span<float> prepared)
    {
        var count = rows.Length / Features;
        if (rows.Length != count * Features || prepared.Length != (long)count * Width)
            throw new ArgumentException($"There are {rows.Length} raw and {prepared.Length} prepared features; expected {Features} and {Width} for each row.", nameof(rows));
        var scratch = ArrayPool<float>.Shared.Rent(2 * _widest);
        for (var row = 0; row < count; row++)
            PrepareRow(rows.Slice(row * Features, Features), prepared.Slice(row * Width, Width), scratch.AsSpan(0, _widest), scratch.AsSpan(_widest, _widest));
        ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>A table as a learner of prepared features takes it: the prepared columns, and those with another role.</summary>
    /// <remarks>Of training rows a <see cref="TargetEncoding"/> knows the targets here; a <see cref="PreparingLearner{TModel}"/> hides each row's own.</remarks>
    /// <param name="data">Any rows with the raw columns.</param>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public TabularData Apply(TabularData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var values = new float[checked(data.RowCount * Width)];
        Prepare(Encode(data.Table), values);
        return Described(values, data);
    }

    /// <summary>The same preparation with some of its columns, in the order given; itself where they are all.</summary>
    internal FittedPreparation Choose(string[] names)
    {
        if (names.SequenceEqual(PreparedNames, StringComparer.Ordinal))
            return this;
        var placeOf = PreparedNames.Index().ToDictionary(own => own.Item, own => own.Index, StringComparer.Ordinal);
        var kept = Array.ConvertAll(names, name => placeOf[name]);
        return new FittedPreparation(_raw, [.. _steps, new FittedChoice(Width, kept)], Array.ConvertAll(kept, f => _prepared[f]));
    }

    /// <summary>The names of the table's columns that each prepared feature tells of.</summary>
    internal string[][] Sources() => [.. Enumerable.Range(0, Width).Select(column =>
    {
        int[] places = [column];
        foreach (var step in _steps.Reverse())
            places = [.. places.SelectMany(step.Sources).Distinct()];
        return places.Select(_raw.NameOf).Distinct(StringComparer.Ordinal).ToArray();
    })];

    /// <summary>Prepared rows as a table with the roles of another.</summary>
    internal TabularData Described(float[] values, TabularData roles)
    {
        var columns = new List<Column>();
        var column = new float[roles.RowCount];
        for (var f = 0; f < Width; f++)
        {
            for (var row = 0; row < column.Length; row++)
                column[row] = values[row * Width + f];
            columns.Add(_prepared[f].IsCategorical
                ? new CategoryColumn(_prepared[f].Name, Array.ConvertAll(column, code => float.IsNaN(code) ? CategoryColumn.Missing : (int)code), _prepared[f].Levels)
                : new NumberColumn(_prepared[f].Name, column));
        }

        columns.AddRange(new Column?[] { roles.Target, roles.Weight, roles.Group, roles.Time }.OfType<Column>());
        return columns.Count > 0
            ? new TabularData(new Table(columns), roles.Target?.Name, roles.Weight?.Name, roles.Group?.Name, roles.Time?.Name)
            : throw new DataException("The preparation leaves no column.") { Code = "no-features", Hint = "Keep a column that is not the same in every row." };
    }

    private void PrepareRow(ReadOnlySpan<float> row, Span<float> prepared, Span<float> one, Span<float> other)
    {
        row.CopyTo(one);
        foreach (var step in _steps)
        {
            step.Apply(one[..step.Inputs], other[..step.Width]);
            var behind = other;
            other = one;
            one = behind;
        }

        one[..prepared.Length].CopyTo(prepared);
        for (var f = 0; f < prepared.Length; f++)
            if (_prepared[f].IsCategorical && !(prepared[f] < _prepared[f].Levels.Length))
                prepared[f] = float.NaN;
    }
}
