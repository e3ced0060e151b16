namespace Kirana.Learn.Boosting;

public sealed partial class BoostedTrees
{
    /// <summary>The mean of several models' raw scores as one model: all their trees, each with a part of its values.</summary>
    /// <remarks>Trees of one fit lean on each other, so a few rows more or less make another model of it; the mean of fits to different rows is as good and differs less
    /// (Breiman, "Bagging predictors", Machine Learning 24, 1996).</remarks>
    /// <param name="models">At least one; all of the same objective, columns and labels.</param>
    /// <exception cref="ArgumentException">There is none, or they do not fit each other.</exception>
    public static BoostedTrees Mean(IReadOnlyList<BoostedTrees> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
            throw new ArgumentException("The mean of no model: give at least one.", nameof(models));
        var first = models[0];
        if (models.Count == 1)
            return first;
        foreach (var model in models)
            if (!string.Equals(model.Objective, first.Objective, StringComparison.Ordinal) || model.Link != first.Link || model.Outputs != first.Outputs
                || model.Features != first.Features || !model.Columns.Zip(first.Columns).All(pair => pair.First.Matches(pair.Second)) || !model.Labels.SequenceEqual(first.Labels, StringComparer.Ordinal))
                throw new ArgumentException($"The models minimise '{first.Objective}' of {first.Features} features and '{model.Objective}' of {model.Features}: only models of the same objective, columns and labels have a mean.", nameof(models));
        var share = 1.0 / models.Count;
        double[] constants = [.. Enumerable.Range(0, first.Outputs).Select(output => models.Average(model => model._constants[output]))];
        return new BoostedTrees(first.Objective, first.Link, constants, [.. models.SelectMany(model => model._trees).Select(tree => tree.Scaled(share))], first.Columns, [.. first.Labels], []);
    }
}
