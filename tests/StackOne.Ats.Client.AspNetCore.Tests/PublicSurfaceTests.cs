using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace StackOne.Ats.Client.AspNetCore.Tests;

public class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = typeof(StackOneWebhooksOptions).Assembly.GetExportedTypes();

    [Fact]
    public void Types_Namespaces_AreTheStatedOnes()
    {
        Assert.NotEmpty(Types);
        Assert.All(Types, type => Assert.Equal(
            type.Name switch
            {
                "StackOneWebhooksServiceCollectionExtensions" => "Microsoft.Extensions.DependencyInjection",
                "StackOneWebhooksEndpointRouteBuilderExtensions" or "StackOnePackagesEndpointRouteBuilderExtensions" =>
                    "Microsoft.AspNetCore.Builder",
                _ => "StackOne.Ats.Client.AspNetCore",
            },
            type.Namespace));
    }

    [Fact]
    public void Members_Types_ComeFromHereOrTheFramework()
    {
        foreach (Type type in Types)
        {
            foreach (Type used in Mentioned(type))
            {
                string assembly = used.Assembly.GetName().Name!;
                Assert.True(
                    used.Assembly == type.Assembly
                        || used.Assembly == typeof(StackOneAtsClient).Assembly
                        || assembly.StartsWith("System.", StringComparison.Ordinal)
                        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                        || assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal),
                    $"{type} shows {used} of {assembly}.");
            }
        }
    }

    [Fact]
    public void Methods_ThatAreAsynchronous_TakeATokenLast()
    {
        MethodInfo[] methods = [.. Types.SelectMany(type => type.GetMethods(Declared)).Where(method =>
            method.IsPublic && method.Name.EndsWith("Async", StringComparison.Ordinal))];

        Assert.Equal(2, methods.Length);
        Assert.All(methods, method => Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType));
        Assert.DoesNotContain(Types.SelectMany(type => type.GetMethods(Declared)), method =>
            method.IsPublic && typeof(Task).IsAssignableFrom(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal));
    }

    /// <summary>Each asynchronous handler that can be passed gets a token; only the delegate without a type may leave it out.</summary>
    [Fact]
    public void Handlers_ThatAreAsynchronous_GetAToken()
    {
        Type[] handlers = [.. Types.SelectMany(type => type.GetMethods(Declared)).Where(method => method.IsPublic)
            .SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && type.Name.StartsWith("Func`", StringComparison.Ordinal))];

        Assert.Equal(8, handlers.Length);
        Assert.All(
            handlers.Where(handler => handler.GetGenericArguments()[^1].Name is not "IEnumerable`1"),
            handler => Assert.Equal(typeof(CancellationToken), handler.GetGenericArguments()[^2]));
    }

    [Fact]
    public void Options_Each_SaysItsDefault()
    {
        string file = Path.ChangeExtension(typeof(StackOneWebhooksOptions).Assembly.Location, ".xml");
        Dictionary<string, XElement> documented = XDocument.Load(file).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member);

        Assert.All(typeof(StackOneWebhooksOptions).GetProperties(), option =>
        {
            XElement member = documented[$"P:{typeof(StackOneWebhooksOptions).FullName}.{option.Name}"];
            Assert.NotNull(member.Element("summary"));
            Assert.Contains("The default is", member.Element("value")?.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Options_WrittenAsTextOrJson_HaveNoSecret()
    {
        var options = new StackOneWebhooksOptions { Secrets = ["private"], PackageSecrets = ["private"], PackageKeys = ["private"] };

        Assert.DoesNotContain("private", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("private", JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    private static IEnumerable<Type> Mentioned(Type type)
    {
        IEnumerable<Type> direct = type.GetMembers(Declared).SelectMany(member => member switch
        {
            MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => [],
            MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
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
