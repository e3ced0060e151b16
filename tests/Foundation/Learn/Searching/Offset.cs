using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;

namespace Kirana.Tests.Foundation.Learn.Searching;

/// <summary>A learner of numbers whose model is off by a function of its options, so that a search for the least error minimises the function.</summary>
internal sealed record Offset : IEstimator<Offset.Model>
{
    public required Func<double, double, double, double> Function { get; init; }

    public double X { get; init; }

    public double Y { get; init; }

    public double Z { get; init; }

    public int Rounds { get; init; } = 27;

    public ICollection<int>? RowsSeen { get; init; }

    /// <summary>A target of zeros, twelve rows.</summary>
    public static TabularData Zeros { get; } = new(new Table([new NumberColumn("x", new double[12]), new NumberColumn("y", new double[12])]), "y");

    public Model Fit(TabularData data, FitContext context)
    {
        lock (Function)
            RowsSeen?.Add(data.RowCount);
        var value = Function(X, Y, Z);
        return double.IsNaN(value) ? throw new DataException("This point cannot be fitted.") { Code = "no-fit" } : new Model((float)(value + (27 - Rounds)));
    }

    internal sealed class Model(float value) : IRegressor, ITableModel
    {
        public int Features => 1;

        public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

        public Schema Schema => new([("x", ColumnKind.Double)]);

        public float[] Encode(Table table) => new float[table.RowCount];

        public float Predict(ReadOnlySpan<float> row) => value;

        public void Predict(ReadOnlySpan<float> rows, Span<float> predictions) => predictions.Fill(value);
    }
}
