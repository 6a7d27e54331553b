using System.Net;
using System.Reflection;
using StackOne.Ats.Client.Generated;

namespace StackOne.Ats.Client.Tests.Conventions;

public class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = typeof(StackOneAtsClient).Assembly.GetExportedTypes();

    private static readonly Type[] Groups = [.. Types.Where(type => type != typeof(StackOneAtsClient) && type.Name.EndsWith("Client", StringComparison.Ordinal))];

    [Fact]
    public void Types_Namespaces_AreTheStatedOnes() => Assert.All(
        Types,
        type => Assert.Contains(
            type.Namespace,
            (string[])["StackOne.Ats.Client", "StackOne.Ats.Client.Models", "Microsoft.Extensions.DependencyInjection"]));

    [Fact]
    public void Members_Types_ComeFromHereOrTheFramework()
    {
        foreach (Type type in Types.Concat(typeof(Testing.StackOneSandbox).Assembly.GetExportedTypes()))
        {
            foreach (Type used in Mentioned(type))
            {
                string assembly = used.Assembly.GetName().Name!;
                Assert.True(
                    used.Assembly == type.Assembly
                        || used.Assembly == typeof(StackOneAtsClient).Assembly
                        || assembly.StartsWith("System.", StringComparison.Ordinal)
                        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal),
                    $"{type} shows {used} of {assembly}.");
            }
        }
    }

    /// <summary>The name distinguishes an enumeration from the object around it.</summary>
    [Fact]
    public void Enumerations_Names_EndAlike() => Assert.All(
        Types.Where(type => type.IsValueType && type.Namespace == "StackOne.Ats.Client.Models"),
        type => Assert.EndsWith("Value", type.Name, StringComparison.Ordinal));

    [Fact]
    public void Methods_OfGroups_TakeATokenLastAndAreObsoleteIfDeprecated()
    {
        MethodInfo[] methods = [.. Groups.SelectMany(group => group.GetMethods(Declared)).Where(method => method.IsPublic && !method.IsSpecialName)];

        Assert.All(methods, method => Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType));
        Assert.Equal(
            ["InterviewStagesClient.GetAsync", "InterviewStagesClient.ListAsync"],
            methods.Where(method => method.GetCustomAttribute<ObsoleteAttribute>() is not null)
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Methods_ThatReturnTasks_TakeATokenLast()
    {
        MethodInfo[] methods = [.. Types.SelectMany(type => type.GetMethods(Declared)).Where(method =>
            method.IsPublic && typeof(Task).IsAssignableFrom(method.ReturnType))];

        Assert.NotEmpty(methods);
        Assert.All(methods, method =>
        {
            ParameterInfo last = method.GetParameters()[^1];
            Assert.Equal(typeof(CancellationToken), last.ParameterType);
            Assert.Equal("cancellationToken", last.Name);
            Assert.True(last.HasDefaultValue);
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Operations_Each_HasAPublicMethodOfItsNameAndNothingElseDoes()
    {
        string[] methods = [.. Groups.SelectMany(group => group.GetMethods(Declared)
            .Where(method => method.IsPublic && !method.IsSpecialName)
            // The overloads of one operation, such as an upload from a stream, have one name.
            .Select(method => $"{group.Name[..^"Client".Length]}.{method.Name}").Distinct())];

        Assert.Equal(
            Operations.All.Select(operation => operation.Name).Order(StringComparer.Ordinal),
            methods.Order(StringComparer.Ordinal));
        Assert.Equal(Operations.All.Count, Operations.All.Select(operation => operation.Id).Distinct().Count());
    }

    [Fact]
    public void Groups_Each_CanBeMockedAndIsOnTheClient()
    {
        Assert.NotEmpty(Groups);
        Assert.All(Groups.Append(typeof(StackOneAtsClient)), type =>
        {
            Assert.False(type.IsSealed);
            Assert.Contains(type.GetConstructors(Declared), constructor => constructor.IsFamily && constructor.GetParameters().Length == 0);
            Assert.All(
                type.GetMethods(Declared).Where(method => method.IsPublic && !method.IsStatic && method.Name != nameof(IDisposable.Dispose)),
                method => Assert.True(method is { IsVirtual: true, IsFinal: false }, $"{type.Name}.{method.Name} cannot be mocked."));
        });
        Assert.All(Groups, group => Assert.Equal(
            group,
            typeof(StackOneAtsClient).GetProperty(group.Name[..^"Client".Length])?.PropertyType));
    }

    [Fact]
    public void Models_Each_IsSealedAndPrintsNothingOfItself()
    {
        Type[] records = [.. Types.Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null)];

        Assert.NotEmpty(records);
        Assert.All(records, type =>
        {
            Assert.Equal(!records.Any(other => other.BaseType == type), type.IsSealed);
            Assert.Equal(type.Name, Activator.CreateInstance(type)!.ToString());
        });
    }

    [Fact]
    public void Options_ToString_PrintsNothingOfThem()
    {
        var options = new StackOneAtsClientOptions { ApiKey = "secret", AccountId = "acc" };

        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new StackOneAtsClient(options).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_Each_DeriveFromTheOneBaseAndCanBeMadeInATest()
    {
        Type[] exceptions = [.. Types.Where(type => typeof(Exception).IsAssignableFrom(type))];

        Assert.Equal(18, exceptions.Length);
        Assert.All(exceptions, type =>
        {
            Assert.True(typeof(StackOneException).IsAssignableFrom(type));
            ConstructorInfo constructor = Assert.Single(type.GetConstructors());
            var cause = new InvalidOperationException();
            object?[] arguments = [.. constructor.GetParameters().Select(parameter => parameter.Name switch
            {
                "message" => "said",
                "innerException" => cause,
                _ => Activator.CreateInstance(parameter.ParameterType),
            })];

            var made = (StackOneException)constructor.Invoke(arguments);

            Assert.Equal("said", made.Message);
            Assert.Same(cause, made.InnerException);
            Assert.Equal(1, made.Attempts);
            Assert.False(made.OutcomeUnknown);
        });
        Assert.Equal(StackOneConnectionFailure.Lost, new StackOneConnectionException(StackOneConnectionFailure.Lost, "x").Failure);
        Assert.Equal(StackOneWebhookFailure.TooOld, new StackOneWebhookException(StackOneWebhookFailure.TooOld, "x").Reason);
        Assert.Equal(StackOneTimeoutKind.Total, new StackOneTimeoutException(StackOneTimeoutKind.Total, "x").Kind);
        Assert.Empty(new StackOneBadRequestException("x").ProviderErrors);
        Assert.Equal("", new StackOneResponseException("x").RawBody);
        var conflict = new StackOneConflictException("x");
        Assert.Equal((HttpStatusCode.Conflict, ""), (conflict.StatusCode, conflict.RawBody));
        Assert.Equal(HttpStatusCode.Gone, new StackOneApiException(HttpStatusCode.Gone, "x").StatusCode);
    }

    /// <summary>Every type that a user of the type meets.</summary>
    private static IEnumerable<Type> Mentioned(Type type)
    {
        IEnumerable<Type> direct = type.GetMembers(Declared).SelectMany(member => member switch
        {
            MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => [],
            MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
            FieldInfo { IsPublic: true } field => [field.FieldType],
            _ => Enumerable.Empty<Type>(),
        });
        return direct.Concat(type.GetInterfaces()).Append(type.BaseType ?? typeof(object)).SelectMany(Unwrap);
    }

    private static IEnumerable<Type> Unwrap(Type type) => type switch
    {
        { IsGenericParameter: true } => [],
        { HasElementType: true } => Unwrap(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Unwrap).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
