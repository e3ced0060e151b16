using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Linear.Kernels;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>X, the finite numbers of a table's features, read in double where they lie, column by column, with the weights of the rows.</summary>
internal sealed partial class DesignMatrix
{
    /// <summary>A column is constant when its deviation is no more than this share of its mean: what rounding leaves.</summary>
    public const double RoundingShare = 1e-14;

    private readonly NumberColumn[] _columns;

    private DesignMatrix(NumberColumn[] columns, int rows, double[] weights)
    {
        (_columns, Rows, Weights) = (columns, rows, weights);
        WeightSum = weights.Length == 0 ? rows : Sum.Of(weights);
        Columns = Array.ConvertAll(columns, TableSource.Describe);
        Means = [.. columns.Select(Mean)];
    }

    public int Rows { get; }

    public int Features => _columns.Length;

    /// <summary>The features' names.</summary>
    public FeatureColumn[] Columns { get; }

    /// <summary>The weight of each row; all are 1 where empty.</summary>
    public double[] Weights { get; }

    public double WeightSum { get; }

    /// <summary>The weighted mean of each feature.</summary>
    public double[] Means { get; }

    /// <summary>The features of a table.</summary>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>wrong-kind</c>, <c>missing-value</c> or <c>bad-weight</c>.</exception>
    public static DesignMatrix Of(TabularData data)
    {
        if (data.Features.Count == 0)
            throw new DataException("The table has no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        if (data.RowCount == 0)
            throw new DataException("The table has no rows.") { Code = "no-rows", Hint = "Check the filter or the file." };
        var weights = new double[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        if (weights.Length > 0 && weights.AsSpan().IndexOfAnyExcept(0) < 0)
            throw new DataException("Every weight is 0.") { Code = "bad-weight", Column = data.Weight?.Name, Hint = "Give at least one row a weight above 0." };
        return new DesignMatrix([.. data.Features.Select(Numbers)], data.RowCount, weights);
    }

    /// <summary>The same features with other weights of the rows.</summary>
    public DesignMatrix WithWeights(double[] weights) => new(_columns, Rows, weights);

    /// <summary>The target as numbers.</summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="DataException"><c>wrong-kind</c> or <c>bad-target</c>.</exception>
    public static double[] Target(TabularData data)
    {
        if (data.Target is null)
            throw new ArgumentException("The data have no target; say which column is to be learnt.", nameof(data));
        if (data.Target is not NumberColumn numbers)
            throw new DataException($"The target '{data.Target.Name}' holds {data.Target.Kind}; expected numbers.") { Code = "wrong-kind", Column = data.Target.Name };
        var values = new double[numbers.Count];
        numbers.CopyTo(values);
        for (var row = 0; row < values.Length; row++)
            if (!double.IsFinite(values[row]))
                throw new DataException($"The target of row {row + 1} is {(double.IsNaN(values[row]) ? "missing" : "infinite")}; expected a finite number.")
                {
                    Code = "bad-target", Row = row + 1, Column = numbers.Name, Hint = "Leave such rows out.",
                };
        return values;
    }

    /// <summary>x − shift of one feature from row <paramref name="start"/> on.</summary>
    public void Read(int feature, int start, double shift, Span<double> values)
    {
        var column = _columns[feature];
        if (column.Kind == ColumnKind.Single)
            Shifted.By(shift, column.Singles.Slice(start, values.Length), values);
        else
            Shifted.By(shift, column.Doubles.Slice(start, values.Length), values);
    }

    /// <summary>The weighted mean of numbers, one for each row.</summary>
    public double Mean(ReadOnlySpan<double> values) => (Weights.Length == 0 ? Sum.Of(values) : Dot.Of(Weights, values)) / WeightSum;

    /// <summary>The weighted root mean square of each feature less its shift, 0 where it is constant (p).</summary>
    public double[] Deviations(double[] shifts)
    {
        var (deviations, values) = (new double[Features], new double[Rows]);
        for (var f = 0; f < Features; f++)
        {
            Read(f, 0, shifts[f], values);
            foreach (ref var value in values.AsSpan())
                value *= value;
            deviations[f] = Math.Sqrt(Mean(values)) is var deviation && deviation > RoundingShare * Math.Abs(shifts[f]) ? deviation : 0;
        }

        return deviations;
    }

    private double Mean(NumberColumn column)
    {
        if (Weights.Length == 0)
            return (column.Kind == ColumnKind.Single ? Sum.Of(column.Singles) : Sum.Of(column.Doubles)) is var sum && double.IsFinite(sum) ? sum / Rows : throw Infinite(column);
        var values = new double[Rows];
        column.CopyTo(values);
        return Sum.Of(values) is var all && double.IsFinite(all) ? Mean(values) : throw Infinite(column);
    }

    private static NumberColumn Numbers(Column column) => column as NumberColumn ?? throw new DataException($"The feature '{column.Name}' holds {column.Kind}; this learner needs numbers.")
    {
        Code = "wrong-kind", Column = column.Name, Hint = "Encode it, one column a category, or give it another role.",
    };

    /// <summary>A sum is finite just when its terms are, unless they reach the end of the range of doubles.</summary>
    private static DataException Infinite(NumberColumn column)
    {
        var row = 0;
        while (row < column.Count - 1 && double.IsFinite(column[row]))
            row++;
        var found = double.IsNaN(column[row]) ? "missing" : double.IsInfinity(column[row]) ? "infinite" : "too large to be summed";
        return new DataException($"The feature '{column.Name}' of row {row + 1} is {found}; this learner needs finite numbers.")
        {
            Code = "missing-value", Row = row + 1, Column = column.Name, Hint = "Impute it, or leave the row out.",
        };
    }
}
