using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Batches;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <summary>Fits a model on rows that need not fit into memory.</summary>
    /// <remarks>
    /// <para>The stream is read once. The model has the bytes of a fit on the same rows as one table, and every option works; only going
    /// on with a model needs a table.</para>
    /// <para>Memory: about 1 byte for each row and column of bins, which the system may take back, and 16 bytes for each row and output.
    /// Disk, in <paramref name="folder"/> and given back at the end, also after a fault or when cancelled: 6 bytes for each row and
    /// column, and 8 to 16 for each row; 4 of the 6 only until the rows are binned. A fast disk matters: where memory is short, each tree
    /// reads the bins about once for every level.</para>
    /// <para>Progress: <c>rows</c> read, of an unknown total; <c>bins</c>, the rows binned; <c>trees</c>.</para>
    /// </remarks>
    /// <param name="batches">Batches with the same columns, kinds and roles; those without rows are passed over. Not disposed.</param>
    /// <param name="folder">An existing folder for scratch files.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the batches have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from; <c>changed-columns</c>: a batch has other columns than the first;
    /// <c>too-large</c>: the bins are more than 2 GiB.</exception>
    /// <exception cref="IOException">The folder is not there, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostedTrees Fit(IBatchReader<TabularData> batches, string folder, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        CheckValidation(context.Validation is not null);
        using var rows = BatchSpill.Read(batches, folder, context);
        LabelledRows? validation = null;
        if (context.Validation is { } held)
            validation = LabelledRows.Of(held, TableSource.Of(held.Table, [.. rows.Columns]), Targets.Of(held, rows.Labels).Values);
        using var run = new BoostingRun(this, ObjectiveFor(rows.Labels), rows, validation, context);
        return run.Fit();
    }
}
