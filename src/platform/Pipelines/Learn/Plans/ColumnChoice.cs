namespace Kirana.Pipelines.Learn.Plans;

/// <summary>By what columns are chosen, inside each fit, from its training rows alone.</summary>
public enum ColumnChoice
{
    /// <summary>What the trees of a small boosting gain by each: the embedded selection of trees.</summary>
    Trees,

    /// <summary>A test of each by itself, at a false discovery rate of 5 % where no number of columns is given.</summary>
    Filters,

    /// <summary>A coefficient that absolute prices leave: of the lasso for numbers, of logistic regression for classes.</summary>
    Sparse,

    /// <summary>More to a forest than shuffled columns.</summary>
    Shadows,

    /// <summary>Chosen by the lasso on most halves of the rows; not for more than two classes.</summary>
    Stability,

    /// <summary>Left when the least important ones were eliminated again and again, as long as cross-validation did not mind.</summary>
    Elimination,

    /// <summary>Added one by one to a linear model, each the one that helps most in cross-validation.</summary>
    Forward,

    /// <summary>Left when a linear model was freed, one by one, of those that cross-validation misses least.</summary>
    Backward,
}
