using System.Collections.ObjectModel;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;

namespace Kirana.Tests.Foundation.Learn.Searching;

/// <summary>A learner of two classes that looks at one column and learns which way it points.</summary>
internal sealed record OneColumn : IEstimator<OneColumn.Model>
{
    public int Column { get; init; }

    public Model Fit(TabularData data, FitContext context)
    {
        var (values, classes) = ((NumberColumn)data.Features[Column], (CategoryColumn)data.Target!);
        Span<double> sums = stackalloc double[2], counts = stackalloc double[2];
        for (var row = 0; row < data.RowCount; row++)
        {
            sums[classes.Codes[row]] += values[row];
            counts[classes.Codes[row]]++;
        }

        return new Model(values.Name, sums[1] / counts[1] > sums[0] / counts[0] ? 1 : -1, [.. classes.Levels]);
    }

    internal sealed class Model(string column, int sign, string[] labels) : IBinaryClassifier, ITableModel
    {
        public int Features => 1;

        public ReadOnlyCollection<string> Labels => labels.AsReadOnly();

        public Schema Schema => new([(column, ColumnKind.Double)]);

        public float[] Encode(Table table)
        {
            var rows = new float[table.RowCount];
            table.Numbers(column).CopyTo(rows);
            return rows;
        }

        public float PredictProbability(ReadOnlySpan<float> row) => 0.5f + 0.4f * MathF.Tanh(sign * row[0]);

        public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            for (var i = 0; i < rows.Length; i++)
                probabilities[i] = PredictProbability(rows.Slice(i, 1));
        }
    }
}
