using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend.Reranking;

namespace Kirana.Pipelines.Serving;

/// <summary>Everything one answer is made from. Read once at the beginning of an answer, so that no answer mixes two states.</summary>
/// <param name="State">What it is, for showing.</param>
/// <param name="Records">The records.</param>
/// <param name="Lists">Who makes lists, or <see langword="null"/>.</param>
/// <param name="Forecasts">Who forecasts, or <see langword="null"/>.</param>
/// <param name="Rules">The shop's rules for lists, or <see langword="null"/>.</param>
/// <param name="Live">What came after <paramref name="Records"/>.</param>
internal sealed record ServingSnapshot(ServingState State, ServedRecords Records, ShopLists? Lists, ForecastModels? Forecasts, ShopRules? Rules, LiveLayer Live);
