using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;

namespace Kirana.Tests.Foundation.Learn.Validation;

/// <summary>A learner that notes the numbers in the column <c>id</c> of what it is given; its model predicts the number of its training rows.</summary>
internal sealed class Watcher : IEstimator<Watcher.Model>
{
    public ConcurrentBag<(int[] Fitted, int[] Validation, bool HasGroup)> Fits { get; } = [];

    public Model Fit(TabularData data, FitContext context)
    {
        Fits.Add((Ids(data), context.Validation is { } held ? Ids(held) : [], data.Group is not null));
        return new Model(data.RowCount);
    }

    private static int[] Ids(TabularData data) => [.. Enumerable.Range(0, data.RowCount).Select(row => (int)data.Table.Numbers("id")[row])];

    internal sealed class Model(int rows) : IRegressor, ITableModel
    {
        public int Features => 1;

        public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

        public Schema Schema => new([("id", ColumnKind.Double)]);

        public float[] Encode(Table table) => new float[table.RowCount];

        public float Predict(ReadOnlySpan<float> row) => rows;

        public void Predict(ReadOnlySpan<float> rows1, Span<float> predictions) => predictions.Fill(rows);
    }
}
