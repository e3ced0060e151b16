using Kirana.Data.Feedback;
using Kirana.Data.Fitting;

namespace Kirana.Recommend;

/// <summary>A way to learn from feedback; its properties are its options.</summary>
public interface IRecommenderLearner
{
    /// <summary>The name commands and reports use, such as <c>implicit-als</c>.</summary>
    string Name { get; }

    /// <summary>The options as a JSON object, as model files and the registry keep them. Equal options are equal text.</summary>
    string Options { get; }

    /// <summary>Learns a model.</summary>
    /// <param name="interactions">Who dealt with what (users × items).</param>
    /// <param name="context">Seed, threads, cancellation, progress.</param>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    /// <exception cref="Data.DataException">There is nothing to learn from.</exception>
    IRecommender Fit(Interactions interactions, FitContext context);
}
