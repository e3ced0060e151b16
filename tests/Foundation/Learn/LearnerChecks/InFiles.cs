using System.Diagnostics.CodeAnalysis;
using Kirana.Data.Batches;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;

namespace Kirana.Tests.Foundation.Learn.LearnerChecks;

/// <summary>Gradient boosting whose rows lie in files.</summary>
internal sealed record InFiles(GradientBoosting Learner) : IEstimator<BoostedTrees>
{
    public BoostedTrees Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        var folder = Directory.CreateTempSubdirectory("kirana-learner-checks-").FullName;
        try
        {
            return Learner.Fit(new OneBatch(data), folder, context);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class OneBatch(TabularData table) : IBatchReader<TabularData>
    {
        private bool _isRead;

        public bool TryRead([NotNullWhen(true)] out TabularData? batch)
        {
            batch = _isRead ? null : table;
            _isRead = true;
            return batch is not null;
        }

        public void Dispose()
        {
        }
    }
}
