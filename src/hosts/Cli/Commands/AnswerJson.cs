using System.Text.Json.Serialization;
using Kirana.Cli.Commands.Demo;
using Kirana.Cli.Commands.Evaluate;
using Kirana.Cli.Commands.Forecast;
using Kirana.Cli.Commands.Import;
using Kirana.Cli.Commands.Keys;
using Kirana.Cli.Commands.Learn;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Plan;
using Kirana.Cli.Commands.Predict;
using Kirana.Cli.Commands.Recommend;
using Kirana.Cli.Commands.Rules;
using Kirana.Cli.Commands.Serve;
using Kirana.Cli.Commands.Shop;
using Kirana.Cli.Commands.Train;
using Kirana.Cli.Commands.Vectors;

namespace Kirana.Cli.Commands;

/// <summary>How every command's result becomes JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoAnswer))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(IncrementAnswer))]
[JsonSerializable(typeof(TrainAnswer))]
[JsonSerializable(typeof(EvaluateRecommendAnswer))]
[JsonSerializable(typeof(EvaluateForecastAnswer))]
[JsonSerializable(typeof(EvaluateHierarchyAnswer))]
[JsonSerializable(typeof(ShopEvaluationAnswer))]
[JsonSerializable(typeof(RecommendAnswer))]
[JsonSerializable(typeof(RulesAnswer))]
[JsonSerializable(typeof(CheckedRulesAnswer))]
[JsonSerializable(typeof(ForecastAnswer))]
[JsonSerializable(typeof(ForecastFileAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(LearnAnswer))]
[JsonSerializable(typeof(LearnerOptionsAnswer))]
[JsonSerializable(typeof(PredictAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(BackupAnswer))]
[JsonSerializable(typeof(UpgradeAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
[JsonSerializable(typeof(ServeAnswer))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(NewKeyAnswer))]
[JsonSerializable(typeof(KeyListAnswer))]
[JsonSerializable(typeof(VectorsAnswer))]
[JsonSerializable(typeof(VectorsSetAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
