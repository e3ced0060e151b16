using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting.Parts;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <summary>Fits one model on rows that several holders have, such as the machines of a cluster.</summary>
    /// <remarks>
    /// <para>Each part bins its rows and adds up the histograms of its leaves; here they are added up to those of all rows, splits are chosen, and
    /// the parts told to divide (data-parallel boosting, as in Ke et al., "LightGBM", NIPS 2017). Gradients are rounded so that sums are exact, so
    /// the model has the bytes of <see cref="Fit(TabularData, FitContext)"/> on the rows of all parts, one after another: wherever they are cut, and
    /// however many parts there are. Under <see cref="CutSearch.WeightedSketch"/> that holds where the sketches are exact, which those of up to
    /// some thousand different values are.</para>
    /// <para>What goes to and fro: once the targets and weights, 4 bytes each for a row, and the different values of each feature in a sample of
    /// 200,000 rows; then for each split one histogram of every part, 16 bytes for each bin of each feature, of up to 16 splits at once.</para>
    /// <para>Not possible here, and refused: objectives that set leaves to quantiles, <see cref="BoostingStep.GradientNewton"/>,
    /// <see cref="RowSampling.GradientOneSide"/>, <see cref="DropRate"/> and <see cref="CutSearch.Exact"/>.</para>
    /// </remarks>
    /// <param name="parts">The holders of the rows, in the order of the rows; groups as a whole in one of them. Not disposed.</param>
    /// <param name="context">Seed, threads, validation rows, cancellation, progress and clock; parts are asked all at once whatever the threads.</param>
    /// <exception cref="ArgumentException">There are no parts, or an option lies outside its range or is not possible here.</exception>
    /// <exception cref="DataException">The data cannot be learnt from; <c>changed-columns</c>: the parts do not belong together;
    /// <c>bad-message</c>: an answer is damaged or does not fit.</exception>
    /// <exception cref="NotConvergedException">Gradients are no longer finite.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostedTrees Fit(IReadOnlyList<IRowPart> parts, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(context);
        if (parts.Count == 0)
            throw new ArgumentException("There are no parts, and so no rows.", nameof(parts));
        Check();
        CheckParts();
        CheckValidation(context.Validation is not null);
        using var run = new PartedRun(this, parts, context);
        return run.Fit();
    }

    /// <summary>Refuses what needs all rows in one place.</summary>
    /// <exception cref="ArgumentException">An option does.</exception>
    private void CheckParts()
    {
        var faults = new List<string>();
        if (Step != BoostingStep.Newton)
            faults.Add($"{nameof(Step)} is {Step}; expected {BoostingStep.Newton}");
        if (Sampling != RowSampling.Uniform)
            faults.Add($"{nameof(Sampling)} is {Sampling}; expected {RowSampling.Uniform}");
        if (DropRate > 0)
            faults.Add($"{nameof(DropRate)} is {DropRate}; expected 0");
        if (Cuts == CutSearch.Exact)
            faults.Add($"{nameof(Cuts)} is {Cuts}; expected {CutSearch.Sample} or {CutSearch.WeightedSketch}");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(GradientBoosting)} cannot be fitted on parts: {string.Join("; ", faults)}.");
    }
}
