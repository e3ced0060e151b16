using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Forests;

public sealed partial class Forest
{
    /// <summary>How much the errors of the trees vary over given rows, how alike they are, and what their mean makes of it.</summary>
    /// <remarks>An error is prediction − target; of classes, probability − (1 for the row's class, 0 for others), over all classes.</remarks>
    /// <param name="data">At least two rows with the target that were not trained on.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    /// <exception cref="InvalidOperationException">The forest has one tree.</exception>
    /// <exception cref="DataException">The table does not fit the model.</exception>
    public EnsembleVariance Variance(TabularData data, FitContext context) => Variance(Known(data), context);

    internal EnsembleVariance Variance(LabelledRows rows, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        rows.Check();
        if (_trees.Length < 2)
            throw new InvalidOperationException("One tree has no other to be correlated with.");
        var outputs = Math.Max(1, Classes);
        var errors = new double[checked(rows.Rows * outputs * _trees.Length)];
        Blocks.Run(rows.Rows, OutOfBagRows, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var values = rows.Features.ToRowMajor(start, end - start);
            Span<double> own = new double[outputs];
            for (var row = start; row < end; row++)
                for (var t = 0; t < _trees.Length; t++)
                {
                    own.Clear();
                    AddTree(t, values.AsSpan((row - start) * Features, Features), own);
                    for (var k = 0; k < outputs; k++)
                        errors[(row * outputs + k) * _trees.Length + t] = own[k] - (Classes == 0 ? rows.Targets[row] : (int)rows.Targets[row] == k ? 1 : 0);
                }
        });
        return EnsembleVariance.Of(errors, _trees.Length);
    }
}
