using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn;

/// <summary>Fits a learner of a result again, on other rows.</summary>
/// <param name="Name">The learner; of a stack its best member.</param>
/// <param name="Fit">Fits it.</param>
internal sealed record Refit(string Name, Func<TabularData, FitContext, FittedModel> Fit);
